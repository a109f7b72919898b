package gochat.web;

import gochat.room.LogEntry;
import gochat.shard.Delivery;
import gochat.shard.Turn;
import gochat.wire.FrameWire;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// A turn's events as JSON, printed once for all streams on an event loop and framed once for each
/// kind of stream. Runs on that event loop only.
final class JsonFrames implements Delivery.Encoded {
  private final ByteBufAllocator allocator;
  private final int[] ends;
  private final ByteBuf texts;
  private final Map<TextFraming, ByteBuf> framed = new EnumMap<>(TextFraming.class);

  private JsonFrames(Turn turn, ByteBufAllocator allocator) {
    this.allocator = allocator;
    List<LogEntry> entries = turn.entries();
    ends = new int[entries.size()];
    texts = allocator.buffer();
    for (int i = 0; i < ends.length; i++) {
      texts.writeBytes(Json.print(FrameWire.event(turn.room(), turn.epoch(), entries.get(i))));
      ends[i] = texts.writerIndex();
    }
  }

  /// The turn of `delivery` for streams of `framing`; the caller releases it.
  static ByteBuf of(Delivery delivery, TextFraming framing, ByteBufAllocator allocator) {
    JsonFrames frames = delivery.encoded(JsonFrames.class, turn -> new JsonFrames(turn, allocator));
    return frames.framed.computeIfAbsent(framing, frames::frame).retainedDuplicate();
  }

  private ByteBuf frame(TextFraming framing) {
    ByteBuf out = allocator.ioBuffer();
    int start = 0;
    for (int end : ends) {
      framing.frame(texts.slice(start, end - start), out);
      start = end;
    }
    return out;
  }

  @Override
  public void close() {
    texts.release();
    framed.values().forEach(ByteBuf::release);
  }
}
