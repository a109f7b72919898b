package gochat.session;

import java.util.ArrayDeque;

/// Lets the feeds of one client go on one after the other, as fast as the client reads: whatever it
/// follows, no more than one page of a log is in memory for it. Confined to the client's lane.
final class Pace {
  private final Outlet outlet;
  private final ArrayDeque<Feed> blocked = new ArrayDeque<>(1);
  private boolean isReading;

  Pace(Outlet outlet) {
    this.outlet = outlet;
  }

  /// Has `feed` go on as soon as the outlet has handed over what it took and it is its turn.
  void await(Feed feed) {
    blocked.add(feed);
    next();
  }

  /// The outlet, which had refused or not yet written something, has written all.
  void drained() {
    next();
  }

  /// The page that a feed went on to read has come and was shown.
  void pageRead() {
    isReading = false;
    next();
  }

  private void next() {
    while (!isReading && !blocked.isEmpty() && outlet.isDrained()) {
      Feed next = blocked.remove();
      // Beforehand: the page may come at once.
      isReading = true;
      if (!next.goOn()) {
        isReading = false;
      }
    }
  }
}
