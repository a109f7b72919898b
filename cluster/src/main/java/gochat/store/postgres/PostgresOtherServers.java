package gochat.store.postgres;

import gochat.account.OtherServers;
import gochat.account.UserName;
import java.sql.SQLException;
import java.util.Collection;
import java.util.UUID;
import java.util.function.LongSupplier;

/// The other servers of a database. The names that a server gives are rows, which go with its own.
final class PostgresOtherServers implements OtherServers, AutoCloseable {
  /// A server asks for a name for one holder at a time, so a row of its own is one of a holder that
  /// is gone.
  private static final String TAKE =
      """
      INSERT INTO claim AS taken (folded, holder, node) VALUES (?, ?, ?)
        ON CONFLICT (folded) DO UPDATE SET holder = excluded.holder WHERE taken.node = excluded.node
        RETURNING folded
      """;

  private final Database database;
  private final ClaimReleases releases;
  private final GuestUses uses;

  /// @param nanoTime [System#nanoTime]
  PostgresOtherServers(Database database, LongSupplier nanoTime) {
    this.database = database;
    releases = new ClaimReleases(database);
    uses = new GuestUses(database, nanoTime);
  }

  @Override
  public boolean take(UserName name, UUID holder) {
    try {
      return database
          .others()
          .run(sql -> sql.isAny(TAKE, name.folded(), holder, database.life().id()));
    } catch (SQLException e) {
      throw SqlState.accounts("a name can't be taken", e);
    }
  }

  @Override
  public void release(UserName name, UUID holder) {
    releases.add(name, holder);
  }

  @Override
  public void onNamesLost(Runnable lost) {
    database.life().onRenewed(lost);
  }

  @Override
  public void used(Collection<UUID> guests) {
    if (guests.isEmpty()) {
      return;
    }
    try {
      uses.raise(guests);
    } catch (SQLException e) {
      throw SqlState.accounts("uses of guests can't be written", e);
    }
  }

  @Override
  public GuestNews guestNews() {
    try {
      return uses.look();
    } catch (SQLException e) {
      throw SqlState.accounts("guests can't be read", e);
    }
  }

  @Override
  public boolean mayEnd(UUID guest) {
    try {
      return uses.expire(guest);
    } catch (SQLException e) {
      throw SqlState.accounts("a guest can't be ended", e);
    }
  }

  @Override
  public void tellAdminCode(String hash) {
    try {
      var _ =
          database
              .others()
              .run(sql -> database.life().describe(sql, facts -> facts.withAdminCode(hash)));
    } catch (SQLException e) {
      throw SqlState.accounts("the administrator's code can't be written", e);
    }
  }

  @Override
  public boolean isAdminCode(String hash) {
    try {
      return database.read(sql -> LifeRows.hasAdminCode(sql, hash));
    } catch (SQLException e) {
      throw SqlState.accounts("the codes of the servers can't be read", e);
    }
  }

  @Override
  public void close() {
    releases.close();
  }
}
