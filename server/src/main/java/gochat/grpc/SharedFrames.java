package gochat.grpc;

import com.google.protobuf.MessageLite;
import gochat.room.LogEntry;
import gochat.shard.Delivery;
import gochat.shard.Turn;
import gochat.wire.FrameWire;
import gochat.wire.SeedWire;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http2.Http2FrameTypes;
import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A turn's events in the format of one gRPC method, encoded once for all of its streams on an
/// event loop and framed once for each distinct stream id: nearly all are 1, 3 or 5.
///
/// Runs on that event loop only. It owns the frames that it returns until [#close].
abstract class SharedFrames implements Delivery.Encoded {
  /// For `gochat.ChatService/Chat`.
  static final class Seed extends SharedFrames {
    Seed(Turn turn, ByteBufAllocator allocator) {
      super(turn, allocator, entry -> SeedWire.broadcast(entry.event()));
    }
  }

  /// For the streams of `gochat.v1.StreamService`.
  static final class V1 extends SharedFrames {
    V1(Turn turn, ByteBufAllocator allocator) {
      super(turn, allocator, entry -> FrameWire.event(turn.room(), turn.epoch(), entry));
    }
  }

  private static final int FRAME_HEADER_BYTES = 9;
  private static final int FRAME_PAYLOAD_BYTES_MAX = 16_384;

  private final ByteBufAllocator allocator;
  private final List<LogEntry> entries;
  private final int[] ends;
  private final ByteBuf messages;
  private final IntObjectMap<ByteBuf> frames = new IntObjectHashMap<>(4);

  /// @param encode returns null for an event that the format can't express
  private SharedFrames(
      Turn turn, ByteBufAllocator allocator, Function<LogEntry, @Nullable MessageLite> encode) {
    this.allocator = allocator;
    entries = turn.entries();
    ends = new int[entries.size()];
    messages = allocator.ioBuffer();
    for (int i = 0; i < ends.length; i++) {
      MessageLite message = encode.apply(entries.get(i));
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

  /// The messages without those of the connection `session`; the caller releases them.
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
