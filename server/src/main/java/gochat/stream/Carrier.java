package gochat.stream;

import gochat.error.Failure;
import gochat.session.StreamKind;
import gochat.shard.Delivery;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;

/// The transport of one stream: a stream of HTTP/2, a WebSocket, or a response of server-sent
/// events. It has the stream's queue, which [ClientStream] bounds, and tells that stream when the
/// queue is empty and when the connection has ended. Confined to [#lane].
public interface Carrier {
  /// The event loop of the connection.
  EventLoop lane();

  ByteBufAllocator allocator();

  StreamKind kind();

  /// Writes a turn as frames that streams share, if no bytes are waiting.
  ///
  /// @return whether the turn was taken; if not, nothing has changed, and the turn must go through
  ///   [#write]
  default boolean writeShared(Delivery delivery) {
    return false;
  }

  /// Writes messages behind all waiting bytes.
  ///
  /// @param messages not empty; released by this method
  void write(ByteBuf messages);

  /// The bytes that were written and that the network has not taken yet.
  long pendingBytes();

  /// The bytes that the network has taken so far. This number does not grow while the client reads
  /// nothing.
  long writtenBytes();

  /// Whether bytes wait until the client reads.
  default boolean isWaiting() {
    return pendingBytes() > 0;
  }

  /// Whether a turn would probably be written at once.
  default boolean isReady() {
    return pendingBytes() == 0;
  }

  /// Reads no more messages of the client until [#resume].
  default void pause() {}

  default void resume() {}

  /// The client has been admitted.
  default void opened() {}

  /// Ends the stream behind all waiting bytes, and tells the client the reason. Called once.
  ///
  /// @param failure null when the stream has ended as its client asked
  void end(@Nullable Failure failure);

  /// Ends the stream without the waiting bytes, also after [#end], and tells the client the reason
  /// if the protocol still allows it.
  void cut(Failure failure);
}
