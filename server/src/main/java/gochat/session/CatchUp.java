package gochat.session;

import gochat.journal.Journal;
import java.util.ArrayDeque;

/// Reads the log for the feeds of one client that are behind, one after the other at the client's
/// pace, so that at most one page of a log is in memory for the client. Confined to the client's
/// lane, except for the reads, which wait and run on `waiting`.
final class CatchUp {
  private final Lane lane;
  private final Journal journal;
  private final Outlet outlet;
  private final SessionCounts counts;
  private final ArrayDeque<Feed> behind = new ArrayDeque<>(1);
  private boolean isReading;

  /// Whether the client is counted as behind.
  private boolean isCounted;

  private boolean isClosed;

  CatchUp(Lane lane, Journal journal, Outlet outlet, SessionCounts counts) {
    this.lane = lane;
    this.journal = journal;
    this.outlet = outlet;
    this.counts = counts;
  }

  /// The epoch of the logs that are read now.
  long epoch() {
    return journal.epoch();
  }

  /// Lets `feed` go on when the outlet is drained and it is the feed's turn.
  void await(Feed feed) {
    behind.add(feed);
    next();
  }

  /// The outlet was not drained and is now.
  void drained() {
    next();
  }

  private void next() {
    while (!isReading && !behind.isEmpty() && outlet.isDrained()) {
      Feed feed = behind.remove();
      if (feed.mayReadOn()) {
        read(feed);
      } else {
        feed.join();
      }
    }
    count();
  }

  private void count() {
    boolean isBehind = !isClosed && (isReading || !behind.isEmpty());
    if (isBehind != isCounted) {
      isCounted = isBehind;
      counts.behind(isBehind ? 1 : -1);
    }
  }

  /// The client's stream has ended.
  void close() {
    isClosed = true;
    count();
  }

  private void read(Feed feed) {
    isReading = true;
    long after = feed.position();
    lane.ask(
        () -> LogPage.read(journal, feed.room(), after),
        page -> {
          counts.readFromLog(page.entries().size());
          feed.showPage(page);
          pageRead();
        },
        cause -> {
          feed.failed(cause);
          pageRead();
        });
  }

  private void pageRead() {
    isReading = false;
    next();
  }
}
