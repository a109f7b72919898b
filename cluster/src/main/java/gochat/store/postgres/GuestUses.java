package gochat.store.postgres;

import gochat.account.Accounts.Bearer;
import gochat.account.OtherServers;
import gochat.account.OtherServers.GuestNews;
import gochat.limit.AccountLimit;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The uses of guests as all servers count them: each raises the count of a guest that uses it, at
/// once and then in each period. A guest whose count has not changed for the longest absence and a
/// period is not in use anywhere. Only the clock of this server measures that. For any thread.
final class GuestUses {
  private static final long PERIOD_NANOS = OtherServers.USE_PERIOD.toNanos();
  private static final long UNCHANGED_NANOS =
      AccountLimit.GUEST_IDLE.standardNanos() + PERIOD_NANOS;

  /// @param sinceNanos when this server found the count first
  private record Seen(long count, long sinceNanos) {}

  private record Count(UUID guest, long count) {}

  private final Database database;
  private final LongSupplier nanoTime;

  /// The guests of the last look.
  private Map<UUID, Seen> known = Map.of();

  private long lookedNanos;

  /// @param nanoTime [System#nanoTime]
  GuestUses(Database database, LongSupplier nanoTime) {
    this.database = database;
    this.nanoTime = nanoTime;
    lookedNanos = nanoTime.getAsLong();
  }

  /// @return the number of those that are there
  int raise(Collection<UUID> guests) throws SQLException {
    return database
        .others()
        .run(sql ->
            // In one order, so that two servers don't wait for each other.
            sql.run(
                """
                UPDATE users SET uses = uses + 1
                  FROM (SELECT id FROM users WHERE id = ANY(?) AND kind = 1 ORDER BY id FOR NO KEY UPDATE)
                    AS used
                  WHERE users.id = used.id
                """,
                (Object) guests.toArray(UUID[]::new)));
  }

  synchronized GuestNews look() throws SQLException {
    List<Count> counts =
        database.read(sql ->
            sql.all(
                row -> new Count(row.getObject(1, UUID.class), row.getLong(2)),
                "SELECT id, uses FROM users WHERE kind = 1"));
    long now = nanoTime.getAsLong();
    // Others may not have reached the database meanwhile either.
    boolean wasAway = now - lookedNanos > PERIOD_NANOS;
    Map<UUID, Seen> found = new HashMap<>();
    for (Count count : counts) {
      Seen before = wasAway ? null : known.get(count.guest());
      found.put(
          count.guest(),
          before != null && before.count() == count.count()
              ? before
              : new Seen(count.count(), now));
    }
    List<Bearer> arrived =
        bearers(found.keySet().stream().filter(guest -> !known.containsKey(guest)).toList());
    List<UUID> ended = known.keySet().stream().filter(guest -> !found.containsKey(guest)).toList();
    known = found;
    lookedNanos = now;
    return new GuestNews(arrived, ended);
  }

  private List<Bearer> bearers(List<UUID> guests) throws SQLException {
    return guests.isEmpty()
        ? List.of()
        : database.read(sql -> new AccountReader(sql).bearers(guests));
  }

  /// Expires the token of a guest that no server has used for long enough, or that none has used at
  /// all.
  ///
  /// @return false when the guest may be in use
  boolean expire(UUID guest) throws SQLException {
    Seen seen = seen(guest);
    if (seen == null
        || (seen.count() > 0 && nanoTime.getAsLong() - seen.sinceNanos() < UNCHANGED_NANOS)) {
      return false;
    }
    // The raised count keeps other servers from doing the same now.
    return database
        .others()
        .run(sql ->
            sql.isAny(
                """
                WITH unused AS (
                    UPDATE users SET uses = uses + 1 WHERE id = ? AND kind = 1 AND uses = ? RETURNING id)
                  UPDATE token SET expires_ms = 0 FROM unused WHERE user_id = unused.id RETURNING token.id
                """,
                guest,
                seen.count()));
  }

  private synchronized @Nullable Seen seen(UUID guest) {
    return known.get(guest);
  }
}
