package gochat.store.sqlite;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes the number of recorded turns to the file beside the database, every ten seconds and at
/// the end. Only committed turns count, so only an older copy of the database has fewer.
final class TurnCount implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(TurnCount.class);
  private static final int RENEWAL_S = 10;

  private final Path database;
  private final ScheduledExecutorService renewal =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("turn count").factory());

  private final AtomicLong recorded;

  /// Used by the renewal only, and after its end.
  private Starts noted;

  /// Used by the renewal only, and after its end.
  private boolean isFailing;

  /// @param noted what this start has written
  TurnCount(Path database, Starts noted) {
    this.database = database;
    this.noted = noted;
    recorded = new AtomicLong(noted.turns());
    var _ = renewal.scheduleWithFixedDelay(this::renew, RENEWAL_S, RENEWAL_S, TimeUnit.SECONDS);
  }

  /// To be called after the commit.
  void recorded() {
    recorded.incrementAndGet();
  }

  private void renew() {
    long now = recorded.get();
    if (now == noted.turns()) {
      return;
    }
    try {
      Starts next = noted.withTurns(now);
      next.write(database);
      noted = next;
      isFailing = false;
    } catch (IOException e) {
      // Goes on, because a count that is too low only detects fewer copies.
      if (!isFailing) {
        isFailing = true;
        log.atWarn()
            .addKeyValue("file", Starts.fileOf(database))
            .addKeyValue("reason", e.toString())
            .log("the count of recorded turns can't be written");
      }
    }
  }

  /// To be called when nothing is recorded any more.
  @Override
  public void close() {
    renewal.close();
    renew();
  }
}
