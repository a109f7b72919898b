package gochat.session;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What one client is told when it has room for it, and of which only the latest counts: however
/// slow the client, no more than one item of a subject waits. Confined to the client's lane.
final class Latest {
  private final Outlet outlet;
  private final Map<Object, Item> unsaid = new LinkedHashMap<>();

  Latest(Outlet outlet) {
    this.outlet = outlet;
  }

  /// Has `item` told by the next [#tell], instead of what was to be told of `subject`.
  void put(Object subject, Item item) {
    unsaid.put(subject, item);
  }

  /// Has nothing told of `subject`.
  void forget(Object subject) {
    unsaid.remove(subject);
  }

  /// Tells as much as the outlet takes.
  void tell() {
    Iterator<Item> items = unsaid.values().iterator();
    while (items.hasNext() && outlet.offer(List.of(items.next()))) {
      items.remove();
    }
  }
}
