package gochat.bus.link;

import gochat.bus.Bus.Handler;
import gochat.bus.Bus.Subscription;
import gochat.bus.Subject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The subscriptions of this node, and those that the link has. Any thread changes the former; the
/// keeper's thread makes the latter follow, many at once.
final class Subscriptions {
  /// One subscription.
  final class Entry implements Subscription {
    private final Subject subject;
    private final Handler handler;
    private final CompletableFuture<Void> confirmed = new CompletableFuture<>();

    Entry(Subject subject, Handler handler) {
      this.subject = subject;
      this.handler = handler;
    }

    Handler handler() {
      return handler;
    }

    void confirm() {
      confirmed.complete(null);
    }

    @Override
    public CompletableFuture<Void> confirmed() {
      // A caller can't complete it for others.
      return confirmed.copy();
    }

    @Override
    public void close() {
      if (entries.remove(subject, this)) {
        change(subject);
      }
    }
  }

  private final Runnable onChange;
  private final Map<Subject, Entry> entries = new ConcurrentHashMap<>();
  private final Set<Subject> changed = new LinkedHashSet<>();

  /// Only for the keeper's thread.
  private final Set<Subject> standing = new HashSet<>();

  /// @param onChange wakes the keeper
  Subscriptions(Runnable onChange) {
    this.onChange = onChange;
  }

  Subscription add(Subject subject, Handler handler) {
    Entry entry = new Entry(subject, handler);
    if (entries.putIfAbsent(subject, entry) != null) {
      throw new IllegalStateException("subject " + subject + " is subscribed already");
    }
    change(subject);
    return entry;
  }

  private void change(Subject subject) {
    synchronized (changed) {
      changed.add(subject);
    }
    onChange.run();
  }

  @Nullable Entry of(Subject subject) {
    return entries.get(subject);
  }

  void clear() {
    entries.clear();
  }

  /// The next link has none yet. Called before each try to connect, it also forgets the
  /// subscriptions that came and went during an outage.
  void startOver() {
    standing.clear();
    synchronized (changed) {
      changed.clear();
      changed.addAll(entries.keySet());
    }
  }

  /// Makes and ends subscriptions as they changed, and confirms them.
  void makeChanged(Link link) throws IOException {
    List<Entry> made = new ArrayList<>();
    for (Subject subject : takeChanged()) {
      Entry entry = entries.get(subject);
      if (entry != null) {
        made.add(entry);
        if (standing.add(subject)) {
          link.subscribe(subject);
        }
      } else if (standing.remove(subject)) {
        link.unsubscribe(subject);
      }
    }
    if (!made.isEmpty()) {
      link.confirm();
      made.forEach(Entry::confirm);
    }
  }

  private List<Subject> takeChanged() {
    synchronized (changed) {
      List<Subject> taken = List.copyOf(changed);
      changed.clear();
      return taken;
    }
  }
}
