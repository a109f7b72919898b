package gochat.store.postgres;

import gochat.account.UserName;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Frees names in the background, all that wait in one statement. For any thread.
///
/// The queue has at most an entry for each stream that was open when the database went away,
/// because no stream gets a name without it.
final class ClaimReleases implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ClaimReleases.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private record Release(UserName name, UUID holder) {}

  private final Database database;
  private final BlockingQueue<Release> waiting = new LinkedBlockingQueue<>();
  private final Thread thread;

  ClaimReleases(Database database) {
    this.database = database;
    thread = Thread.ofVirtual().name("names").start(this::run);
  }

  void add(UserName name, UUID holder) {
    waiting.add(new Release(name, holder));
  }

  private void run() {
    List<Release> next = new ArrayList<>();
    try {
      while (true) {
        next.add(waiting.take());
        waiting.drainTo(next);
        while (!isMade(next)) {
          Thread.sleep(PAUSE);
        }
        next.clear();
      }
    } catch (InterruptedException _) {
      // What waits goes with the row of this run.
    }
  }

  private boolean isMade(List<Release> releases) {
    try {
      int _ =
          database
              .others()
              .run(sql ->
                  sql.run(
                      "DELETE FROM claim USING unnest(?::text[], ?::uuid[]) AS released (folded, holder)"
                          + " WHERE claim.folded = released.folded AND claim.holder = released.holder",
                      releases.stream()
                          .map(release -> release.name().folded())
                          .toArray(String[]::new),
                      releases.stream().map(Release::holder).toArray(UUID[]::new)));
      return true;
    } catch (SQLException e) {
      log.atDebug()
          .addKeyValue("reason", SqlState.sentence(e))
          .log("names can't be freed now; tried again");
      return false;
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
