package gochat.session;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Items for one client of which only the latest of each subject counts: however slow the client
/// is, at most one item of a subject waits. Confined to the client's lane.
final class Latest {
  private final Outlet outlet;
  private final Map<Object, Item> unsaid = new LinkedHashMap<>();

  Latest(Outlet outlet) {
    this.outlet = outlet;
  }

  /// Replaces the waiting item of `subject`; the next [#tell] sends it.
  void put(Object subject, Item item) {
    unsaid.put(subject, item);
  }

  /// Removes the waiting item of `subject`.
  void forget(Object subject) {
    unsaid.remove(subject);
  }

  /// Sends as many items as the outlet takes.
  void tell() {
    Iterator<Item> items = unsaid.values().iterator();
    while (items.hasNext() && outlet.offer(List.of(items.next()))) {
      items.remove();
    }
  }
}
