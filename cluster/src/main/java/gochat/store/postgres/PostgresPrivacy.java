package gochat.store.postgres;

import gochat.account.Privacy;
import gochat.account.Privacy.Blocked;
import gochat.account.PrivacyStore;
import gochat.store.Code;
import gochat.store.StoredRow.PrivacyRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/// The privacy of users in the database.
final class PostgresPrivacy implements PrivacyStore {
  static final String SELECT =
      "SELECT user_id, messages, invitations, blocked, blocked_names FROM privacy";

  private final Database database;

  PostgresPrivacy(Database database) {
    this.database = database;
  }

  @Override
  public Optional<Privacy> find(UUID user) {
    try {
      return database.read(sql -> find(sql, user, ""));
    } catch (SQLException e) {
      throw SqlState.accounts("the privacy of users can't be read", e);
    }
  }

  /// @param lock such as ` FOR UPDATE`
  private static Optional<Privacy> find(Sql sql, UUID user, String lock) throws SQLException {
    return sql.first(PostgresPrivacy::row, SELECT + " WHERE user_id = ?" + lock, user)
        .map(PrivacyRow::privacy);
  }

  /// @param row of [#SELECT]
  static PrivacyRow row(ResultSet row) throws SQLException {
    UUID[] users = (UUID[]) row.getArray("blocked").getArray();
    String[] names = (String[]) row.getArray("blocked_names").getArray();
    List<Blocked> blocked =
        IntStream.range(0, users.length).mapToObj(i -> new Blocked(users[i], names[i])).toList();
    return new PrivacyRow(
        row.getObject("user_id", UUID.class),
        new Privacy(
            Code.AUDIENCE.constant(row.getInt("messages"), SQLException::new),
            Code.AUDIENCE.constant(row.getInt("invitations"), SQLException::new),
            blocked));
  }

  static void put(Changes changes, PrivacyRow row) {
    Privacy privacy = row.privacy();
    changes.add(
        """
        INSERT INTO privacy (user_id, messages, invitations, blocked, blocked_names)
          VALUES (?, ?, ?, ?, ?)
          ON CONFLICT (user_id) DO UPDATE SET messages = excluded.messages,
            invitations = excluded.invitations, blocked = excluded.blocked,
            blocked_names = excluded.blocked_names
        """,
        row.user(),
        Code.AUDIENCE.of(privacy.messages()),
        Code.AUDIENCE.of(privacy.invitations()),
        privacy.blocked().stream().map(Blocked::user).toArray(UUID[]::new),
        privacy.blocked().stream().map(Blocked::name).toArray(String[]::new));
  }

  /// Another server that changes the same user's waits for the end of the transaction.
  @Override
  public Privacy change(UUID user, UnaryOperator<Privacy> change) {
    return write(sql -> {
      // A row that is there can be locked.
      int _ =
          sql.run(
              "INSERT INTO privacy (user_id, messages, invitations, blocked, blocked_names)"
                  + " VALUES (?, ?, ?, '{}', '{}') ON CONFLICT DO NOTHING",
              user,
              Code.AUDIENCE.of(Privacy.DEFAULT.messages()),
              Code.AUDIENCE.of(Privacy.DEFAULT.invitations()));
      Privacy changed = change.apply(find(sql, user, " FOR UPDATE").orElseThrow());
      Changes put = new Changes();
      put(put, new PrivacyRow(user, changed));
      put.make(sql);
      return changed;
    });
  }

  @Override
  public void forget(UUID user) {
    int _ = write(sql -> sql.run("DELETE FROM privacy WHERE user_id = ?", user));
  }

  @Override
  public void erase(UUID user) {
    boolean _ =
        write(sql -> {
          int _ = sql.run("DELETE FROM privacy WHERE user_id = ?", user);
          Changes changes = new Changes();
          List<PrivacyRow> blocking =
              sql.all(
                  PostgresPrivacy::row,
                  SELECT + " WHERE ? = ANY (blocked) ORDER BY user_id FOR UPDATE",
                  user);
          for (PrivacyRow row : blocking) {
            put(changes, new PrivacyRow(row.user(), row.privacy().unblock(user)));
          }
          changes.make(sql);
          return true;
        });
  }

  private <T> T write(Writer.Work<T> change) {
    try {
      return database.others().transact(change);
    } catch (SQLException e) {
      throw SqlState.accounts("the privacy of users can't be written", e);
    }
  }
}
