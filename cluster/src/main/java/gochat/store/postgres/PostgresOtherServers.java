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
    return done(
        "a name can't be taken",
        () ->
            database
                .others()
                .run(sql -> sql.isAny(TAKE, name.folded(), holder, database.life().id())));
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
    if (!guests.isEmpty()) {
      int _ = done("uses of guests can't be written", () -> uses.raise(guests));
    }
  }

  @Override
  public GuestNews guestNews() {
    return done("guests can't be read", uses::look);
  }

  @Override
  public boolean mayEnd(UUID guest) {
    return done("a guest can't be ended", () -> uses.expire(guest));
  }

  @Override
  public void tellAdminCode(String hash) {
    var _ =
        done(
            "the administrator's code can't be written",
            () ->
                database
                    .others()
                    .run(sql -> database.life().describe(sql, facts -> facts.withAdminCode(hash))));
  }

  @Override
  public boolean isAdminCode(String hash) {
    return done(
        "the codes of the servers can't be read",
        () -> database.read(sql -> LifeRows.hasAdminCode(sql, hash)));
  }

  @FunctionalInterface
  private interface Action<T> {
    T run() throws SQLException;
  }

  /// @param failure says what can't be done
  private static <T> T done(String failure, Action<T> action) {
    try {
      return action.run();
    } catch (SQLException e) {
      throw SqlState.accounts(failure, e);
    }
  }

  @Override
  public void close() {
    releases.close();
  }
}
