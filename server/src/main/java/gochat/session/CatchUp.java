package gochat.session;

import gochat.journal.Journal;
import gochat.limit.QueueLimit;
import java.util.ArrayDeque;

/// Reads the log for the feeds of one client that are behind, one after the other at the client's
/// pace, so that at most one page of a log is in memory for the client. Confined to the client's
/// lane, except for the reads, which wait and run on `waiting`.
final class CatchUp {
  private static final int PAGE_ENTRIES_MAX = QueueLimit.PAGE_ENTRIES.standardInt();
  private static final int PAGE_BYTES_MAX = QueueLimit.PAGE_BYTES.standardInt();

  private final Lane lane;
  private final Journal journal;
  private final Outlet outlet;
  private final ArrayDeque<Feed> behind = new ArrayDeque<>(1);
  private boolean isReading;

  CatchUp(Lane lane, Journal journal, Outlet outlet) {
    this.lane = lane;
    this.journal = journal;
    this.outlet = outlet;
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
  }

  private void read(Feed feed) {
    isReading = true;
    long after = feed.position();
    lane.ask(
        () -> journal.read(feed.room(), after, PAGE_ENTRIES_MAX, PAGE_BYTES_MAX),
        page -> {
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
