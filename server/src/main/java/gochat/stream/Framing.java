package gochat.stream;

import com.google.protobuf.Message;
import gochat.session.Item;
import gochat.shard.Delivery;
import gochat.wire.FrameWire;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// How what is told becomes the bytes of one kind of stream: the messages of its contract, in the
/// form of its protocol. Stateless.
public interface Framing {
  /// A turn's events, encoded once for all streams of the lane; the caller releases the bytes.
  ///
  /// @param except the connection whose events are left out, null to leave out none
  ByteBuf turn(Delivery delivery, @Nullable UUID except, ByteBufAllocator allocator);

  /// Appends one message.
  void append(Message message, ByteBuf out);

  /// What tells `item`, null when the contract has nothing for it.
  default @Nullable Message message(Item item) {
    return FrameWire.of(item);
  }

  /// What shows a client that the server is there, null when the contract has nothing for it.
  default @Nullable Message heartbeat() {
    return FrameWire.HEARTBEAT;
  }
}
