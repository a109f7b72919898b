package gochat.session;

import gochat.shard.Delivery;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The way out to one client: what it takes will be written, in order. Bounded: it refuses when too
/// much waits already, and then has taken nothing. Confined to the client's lane; nothing waits.
///
/// The client's session is never called from within a call of its outlet, whose caller is in the
/// middle of something then: neither told that it is drained, nor that the stream is gone, which
/// may be noticed by a write.
public interface Outlet {
  /// Takes a turn's events but those that came by the connection `except`; null to take all.
  boolean offer(Delivery delivery, @Nullable UUID except);

  /// Takes what is for this client alone. When nothing waits it takes any one offer.
  boolean offer(List<Item> items);

  /// Whether it looks as if a turn would be written at once.
  default boolean isReady() {
    return isDrained();
  }

  /// Whether all that was taken has been handed to the network. When it has not, the client's
  /// session is told as soon as it has.
  boolean isDrained();
}
