package gochat.bus.link;

import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/// Numbers what a node sends on all its links, and passes over what comes too late: an engine may
/// still bring what it had from a link that has ended, after messages of the next link, and also to
/// the node that sent it. For any thread.
public final class Numbering {
  /// The nodes that are remembered, those that were heard last. Each start of a server is one.
  private static final int NODES_MAX = 1_000;

  private final long node = new SecureRandom().nextLong();
  private final AtomicLong last = new AtomicLong();

  /// Guarded by this.
  private final Map<Long, Long> newest =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Long> eldest) {
          return size() > NODES_MAX;
        }
      };

  /// The number of this node, another one for each opened bus.
  public long node() {
    return node;
  }

  /// The number of this node's next message.
  public long next() {
    return last.incrementAndGet();
  }

  /// @return whether this is from another node, and newer than all of it that was taken before
  public synchronized boolean take(long from, long number) {
    if (from == node || number <= newest.getOrDefault(from, 0L)) {
      return false;
    }
    newest.put(from, number);
    return true;
  }
}
