package gochat.grpc;

import com.google.protobuf.Message;
import gochat.session.Item;
import gochat.shard.Delivery;
import gochat.stream.Framing;
import gochat.wire.SeedWire;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The framing of a contract's messages in gRPC: protobuf with a length prefix.
enum GrpcFraming implements Framing {
  /// `gochat.ChatService/Chat`.
  SEED("gochat.ChatMessage") {
    @Override
    SharedFrames frames(Delivery delivery, ByteBufAllocator allocator) {
      return delivery.encoded(
          SharedFrames.Seed.class, turn -> new SharedFrames.Seed(turn, allocator));
    }

    @Override
    public @Nullable Message message(Item item) {
      return SeedWire.of(item);
    }

    @Override
    public @Nullable Message heartbeat() {
      return null;
    }
  },
  /// `gochat.v1.StreamService`.
  V1("message of gochat.v1.StreamService") {
    @Override
    SharedFrames frames(Delivery delivery, ByteBufAllocator allocator) {
      return delivery.encoded(SharedFrames.V1.class, turn -> new SharedFrames.V1(turn, allocator));
    }
  };

  private final String request;

  GrpcFraming(String request) {
    this.request = request;
  }

  /// The kind of messages that a client sends, for users.
  String request() {
    return request;
  }

  /// A turn as frames that all streams of the connection's event loop share; the delivery releases
  /// them.
  abstract SharedFrames frames(Delivery delivery, ByteBufAllocator allocator);

  @Override
  public ByteBuf turn(Delivery delivery, @Nullable UUID except, ByteBufAllocator allocator) {
    SharedFrames frames = frames(delivery, allocator);
    return except == null ? frames.messages().retainedDuplicate() : frames.messagesExcept(except);
  }

  @Override
  public void append(Message message, ByteBuf out) {
    GrpcMessages.append(message, out);
  }
}
