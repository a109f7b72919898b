package gochat.grpc;

import gochat.Gochat.ChatMessage;
import gochat.room.LogEntry;
import gochat.shard.Delivery;
import gochat.shard.Turn;
import gochat.wire.SeedWire;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http2.Http2FrameTypes;
import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;
import java.util.List;
import java.util.UUID;

/// A turn's broadcasts in the seed contract's format, encoded once for all of its streams on an
/// event loop and framed once for each distinct stream id: nearly all are 1, 3 or 5.
///
/// Runs on that event loop only. What it hands out stays its own until [#close].
final class SeedFrames implements Delivery.Encoded {
  private static final int FRAME_HEADER_BYTES = 9;
  private static final int FRAME_PAYLOAD_BYTES_MAX = 16_384;

  private final ByteBufAllocator allocator;
  private final List<LogEntry> entries;
  private final int[] ends;
  private final ByteBuf messages;
  private final IntObjectMap<ByteBuf> frames = new IntObjectHashMap<>(4);

  SeedFrames(Turn turn, ByteBufAllocator allocator) {
    this.allocator = allocator;
    entries = turn.entries();
    ends = new int[entries.size()];
    messages = allocator.ioBuffer();
    for (int i = 0; i < ends.length; i++) {
      ChatMessage message = SeedWire.broadcast(entries.get(i).event());
      if (message != null) {
        GrpcMessages.append(message, messages);
      }
      ends[i] = messages.writerIndex();
    }
  }

  /// All messages, length-prefixed, without frames.
  ByteBuf messages() {
    return messages;
  }

  /// Those messages that did not come by the connection `session`; the caller releases them.
  ByteBuf messagesExcept(UUID session) {
    ByteBuf others = allocator.ioBuffer(messages.readableBytes());
    int start = 0;
    for (int i = 0; i < ends.length; i++) {
      if (!entries.get(i).isFrom(session)) {
        others.writeBytes(messages, start, ends[i] - start);
      }
      start = ends[i];
    }
    return others;
  }

  /// All messages as whole DATA frames of a stream.
  ByteBuf framesFor(int streamId) {
    return frames.computeIfAbsent(streamId, this::frame);
  }

  private ByteBuf frame(int streamId) {
    int bytes = messages.readableBytes();
    int count = (bytes + FRAME_PAYLOAD_BYTES_MAX - 1) / FRAME_PAYLOAD_BYTES_MAX;
    ByteBuf framed = allocator.ioBuffer(bytes + count * FRAME_HEADER_BYTES);
    for (int start = 0; start < bytes; start += FRAME_PAYLOAD_BYTES_MAX) {
      int length = Math.min(FRAME_PAYLOAD_BYTES_MAX, bytes - start);
      framed.writeMedium(length).writeByte(Http2FrameTypes.DATA).writeByte(0).writeInt(streamId);
      framed.writeBytes(messages, start, length);
    }
    return framed;
  }

  @Override
  public void close() {
    messages.release();
    frames.values().forEach(ByteBuf::release);
  }
}
