package gochat.session;

import java.util.ArrayDeque;

/// Runs the feeds of one client one after the other at the client's pace, so that at most one page
/// of a log is in memory for the client. Confined to the client's lane.
final class Pace {
  private final Outlet outlet;
  private final ArrayDeque<Feed> blocked = new ArrayDeque<>(1);
  private boolean isReading;

  Pace(Outlet outlet) {
    this.outlet = outlet;
  }

  /// Lets `feed` go on when the outlet is drained and it is the feed's turn.
  void await(Feed feed) {
    blocked.add(feed);
    next();
  }

  /// The outlet was not drained and is now.
  void drained() {
    next();
  }

  /// The page that a feed was reading has been shown.
  void pageRead() {
    isReading = false;
    next();
  }

  private void next() {
    while (!isReading && !blocked.isEmpty() && outlet.isDrained()) {
      Feed next = blocked.remove();
      // Set before the call, because the page may come at once.
      isReading = true;
      if (!next.goOn()) {
        isReading = false;
      }
    }
  }
}
