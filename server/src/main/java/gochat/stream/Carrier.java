package gochat.stream;

import gochat.shard.Delivery;
import io.grpc.Metadata;
import io.grpc.Status;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoop;

/// The transport of one stream: a stream of HTTP/2, a WebSocket, a response of server-sent events.
/// It has a queue, whose bound [ClientStream] keeps, and tells that stream when the queue is empty
/// and when the client is gone. Confined to [#lane].
public interface Carrier {
  /// The event loop of the connection.
  EventLoop lane();

  ByteBufAllocator allocator();

  /// Writes a turn by frames that other streams write too, when nothing is in its way.
  ///
  /// @return false when it has not: nothing has changed, and the turn goes through [#write]
  default boolean writeShared(Delivery delivery) {
    return false;
  }

  /// Writes messages, behind what waits.
  ///
  /// @param messages not empty; released here
  void write(ByteBuf messages);

  /// Bytes that were written and are not yet handed to the network.
  long pendingBytes();

  /// Bytes that have left so far. The figure stands still while the client takes nothing.
  long writtenBytes();

  /// Whether anything waits for the client's end of the network to take it.
  default boolean isWaiting() {
    return pendingBytes() > 0;
  }

  /// Whether it looks as if a turn would be written at once.
  default boolean isReady() {
    return pendingBytes() == 0;
  }

  /// Reads no more messages of the client until [#resume].
  default void pause() {}

  default void resume() {}

  /// The client was let in.
  default void opened() {}

  /// Ends the stream, behind what waits; the client is told why. Called once.
  void end(Status status, Metadata trailers);

  /// Ends the stream without what waits, also after [#end]; the client is told why if the protocol
  /// still has a way.
  void cut(Status status);
}
