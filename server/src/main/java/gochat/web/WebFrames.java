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

/// A turn's events for the web port, encoded once with each codec for all streams on an event loop,
/// and framed once for each kind of stream. Runs on that event loop only.
final class WebFrames implements Delivery.Encoded {
  private final Turn turn;
  private final ByteBufAllocator allocator;
  private final Map<Codec, Messages> encoded = new EnumMap<>(Codec.class);
  private final Map<WebFraming, ByteBuf> framed = new EnumMap<>(WebFraming.class);

  private WebFrames(Turn turn, ByteBufAllocator allocator) {
    this.turn = turn;
    this.allocator = allocator;
  }

  /// The turn of `delivery` for streams of `framing`; the caller releases it.
  static ByteBuf of(Delivery delivery, WebFraming framing, ByteBufAllocator allocator) {
    WebFrames frames = delivery.encoded(WebFrames.class, turn -> new WebFrames(turn, allocator));
    return frames.framed.computeIfAbsent(framing, frames::frame).retainedDuplicate();
  }

  /// The events in one encoding, each behind the other.
  private static final class Messages {
    final ByteBuf bytes;

    /// Where each event ends.
    final int[] ends;

    Messages(ByteBuf bytes, int[] ends) {
      this.bytes = bytes;
      this.ends = ends;
    }
  }

  private Messages encode(Codec codec) {
    List<LogEntry> entries = turn.entries();
    ByteBuf bytes = allocator.buffer();
    int[] ends = new int[entries.size()];
    for (int i = 0; i < ends.length; i++) {
      bytes.writeBytes(codec.print(FrameWire.event(turn.room(), turn.epoch(), entries.get(i))));
      ends[i] = bytes.writerIndex();
    }
    return new Messages(bytes, ends);
  }

  private ByteBuf frame(WebFraming framing) {
    Messages messages = encoded.computeIfAbsent(framing.codec(), this::encode);
    ByteBuf out = allocator.ioBuffer();
    int start = 0;
    for (int i = 0; i < messages.ends.length; i++) {
      int end = messages.ends[i];
      long seq = turn.entries().get(i).seq();
      framing.frame(
          messages.bytes.slice(start, end - start),
          () -> CursorText.of(turn.room().value(), turn.epoch(), seq),
          out);
      start = end;
    }
    return out;
  }

  @Override
  public void close() {
    encoded.values().forEach(messages -> messages.bytes.release());
    framed.values().forEach(ByteBuf::release);
  }
}
