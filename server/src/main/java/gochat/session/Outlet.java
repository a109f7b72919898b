package gochat.session;

import gochat.shard.Delivery;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The bounded output to one client, written in order. An outlet that is full refuses and takes
/// nothing. Confined to the client's lane; nothing waits.
///
/// An outlet never calls the client's session within its own methods, neither to report that it is
/// drained nor that the stream has ended, which a write may notice: the caller is in the middle of
/// something.
public interface Outlet {
  /// Takes a turn's events without those from the connection `except`; null takes all.
  boolean offer(Delivery delivery, @Nullable UUID except);

  /// Takes items for this client only. An outlet where nothing waits takes any one offer.
  boolean offer(List<Item> items);

  /// Whether a turn would probably be written at once.
  default boolean isReady() {
    return isDrained();
  }

  /// Whether the network has everything that was taken. If not, the client's session is told when
  /// it has.
  boolean isDrained();
}
