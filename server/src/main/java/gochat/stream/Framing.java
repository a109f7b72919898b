package gochat.stream;

import com.google.protobuf.Message;
import gochat.session.Item;
import gochat.shard.Delivery;
import gochat.wire.FrameWire;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The encoding of a stream's messages as bytes of its transport. Stateless.
public interface Framing {
  /// A turn's events, encoded once for all streams of the lane; the caller releases the bytes.
  ///
  /// @param except the connection whose events are left out, null to leave out none
  ByteBuf turn(Delivery delivery, @Nullable UUID except, ByteBufAllocator allocator);

  /// Appends one message.
  void append(Message message, ByteBuf out);

  /// The message for `item`, null when the contract has none.
  default @Nullable Message message(Item item) {
    return FrameWire.of(item);
  }

  /// The message that tells a silent stream's client that the server is there, null when the
  /// contract has none.
  default @Nullable Message heartbeat() {
    return FrameWire.HEARTBEAT;
  }
}
