package gochat.web;

import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;

/// The bytes that wait to be written to one client, in order. Confined to its event loop.
final class WaitingBytes {
  private final ArrayDeque<ByteBuf> queue = new ArrayDeque<>(2);
  private long bytes;

  /// @param added not empty; released by this class
  void add(ByteBuf added) {
    queue.add(added);
    bytes += added.readableBytes();
  }

  boolean isEmpty() {
    return queue.isEmpty();
  }

  long bytes() {
    return bytes;
  }

  /// Whether the first waiting buffer has at most `bytesMax` bytes.
  boolean hasNextUpTo(int bytesMax) {
    ByteBuf next = queue.peek();
    return next != null && next.readableBytes() <= bytesMax;
  }

  /// The first waiting buffer or its beginning; the caller releases it. Bytes must be waiting.
  ByteBuf next(int bytesMax) {
    ByteBuf next =
        hasNextUpTo(bytesMax) ? queue.remove() : queue.element().readRetainedSlice(bytesMax);
    bytes -= next.readableBytes();
    return next;
  }

  void clear() {
    queue.forEach(ByteBuf::release);
    queue.clear();
    bytes = 0;
  }
}
