package gochat.store.postgres;

import gochat.account.Accounts;
import gochat.account.Accounts.Bearer;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;

/// The tokens that were read a moment ago, so that not each call of a user needs a query. A change
/// by this server empties it; changes by others are seen when a token is read again. For any
/// thread.
final class RecentTokens {
  /// As many as a busy server has active users, a few megabytes.
  private static final int TOKENS_MAX = 10_000;

  private static final long AGE_NANOS_MAX = Accounts.RECENT_AGE.toNanos();

  private record Read(Bearer bearer, long atNanos) {}

  @FunctionalInterface
  interface Query {
    Optional<Bearer> run() throws SQLException;
  }

  private final LongSupplier nanoTime;
  private final Map<UUID, Read> reads = new HashMap<>();
  private long changes;

  /// @param nanoTime [System#nanoTime]
  RecentTokens(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /// @param query reads the token
  Optional<Bearer> find(UUID token, Query query) throws SQLException {
    long now = nanoTime.getAsLong();
    long changesBefore;
    synchronized (this) {
      Read read = reads.get(token);
      if (read != null && now - read.atNanos() < AGE_NANOS_MAX) {
        return Optional.of(read.bearer());
      }
      changesBefore = changes;
    }
    Optional<Bearer> found = query.run();
    found.ifPresent(bearer -> keep(token, new Read(bearer, now), changesBefore));
    return found;
  }

  private synchronized void keep(UUID token, Read read, long changesBefore) {
    // Else it may have been read before a change.
    if (changes == changesBefore) {
      if (reads.size() >= TOKENS_MAX) {
        reads.clear();
      }
      reads.put(token, read);
    }
  }

  /// This server has changed tokens, or may have.
  synchronized void changed() {
    changes++;
    reads.clear();
  }
}
