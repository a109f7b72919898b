package gochat.bus.postgres;

import gochat.bus.Bus;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Puts frames together that came in parts. A sender's parts come in their order, so at most one of
/// its frames is incomplete; it is dropped when another part comes, or after 2 seconds. For one
/// thread.
final class Parts {
  private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(2);

  /// A message with the other fields of its frame.
  private static final int BYTES_MAX = Bus.MESSAGE_BYTES_MAX + 1024;

  private static final class Incomplete {
    final long frame;
    final long sinceNanos;
    final ByteBuffer bytes;
    int next;

    Incomplete(Frame.Part first, long nowNanos) {
      frame = first.frame();
      sinceNanos = nowNanos;
      int bytesMax = Math.min(first.count() * first.bytes().length, BYTES_MAX);
      bytes = ByteBuffer.allocate(bytesMax);
    }

    /// @return whether it is the next part
    boolean add(Frame.Part part) {
      if (part.frame() != frame
          || part.index() != next
          || part.bytes().length > bytes.remaining()) {
        return false;
      }
      bytes.put(part.bytes());
      next++;
      return true;
    }
  }

  /// By sender.
  private final Map<Long, Incomplete> incomplete = new HashMap<>();

  /// @return the frame, when this is its last part
  @Nullable Frame add(long node, Frame.Part part, long nowNanos) {
    if (part.index() == 0) {
      incomplete.put(node, new Incomplete(part, nowNanos));
    }
    Incomplete frame = incomplete.get(node);
    if (frame == null) {
      return null;
    }
    if (!frame.add(part)) {
      incomplete.remove(node);
      return null;
    }
    if (frame.next < part.count()) {
      return null;
    }
    incomplete.remove(node);
    return FrameCodec.decode(frame.bytes.flip());
  }

  void dropOld(long nowNanos) {
    incomplete.values().removeIf(frame -> nowNanos - frame.sinceNanos > KEPT_NANOS);
  }
}
