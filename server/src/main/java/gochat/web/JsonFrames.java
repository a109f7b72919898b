package gochat.web;

import gochat.room.LogEntry;
import gochat.shard.Delivery;
import gochat.shard.Turn;
import gochat.v1.ServerFrame;
import gochat.wire.FrameWire;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/// A turn's events as JSON, encoded once for all streams of one framing on an event loop. Runs on
/// that event loop only.
abstract class JsonFrames implements Delivery.Encoded {
  static final class OverWebSocket extends JsonFrames {
    OverWebSocket(Turn turn, ByteBufAllocator allocator) {
      super(turn, allocator, TextFraming.WEB_SOCKET);
    }
  }

  static final class OverEventStream extends JsonFrames {
    OverEventStream(Turn turn, ByteBufAllocator allocator) {
      super(turn, allocator, TextFraming.EVENT_STREAM);
    }
  }

  private final ByteBuf bytes;

  private JsonFrames(Turn turn, ByteBufAllocator allocator, TextFraming framing) {
    bytes = allocator.ioBuffer();
    for (LogEntry entry : turn.entries()) {
      ServerFrame frame = FrameWire.event(turn.room(), entry);
      Json.append(frame, framing, bytes);
    }
  }

  /// The turn of `delivery` as streams of `framing` have it; the caller releases it.
  static ByteBuf of(Delivery delivery, TextFraming framing, ByteBufAllocator allocator) {
    JsonFrames frames =
        switch (framing) {
          case WEB_SOCKET ->
              delivery.encoded(OverWebSocket.class, turn -> new OverWebSocket(turn, allocator));
          case EVENT_STREAM ->
              delivery.encoded(OverEventStream.class, turn -> new OverEventStream(turn, allocator));
        };
    return frames.bytes.retainedDuplicate();
  }

  @Override
  public void close() {
    bytes.release();
  }
}
