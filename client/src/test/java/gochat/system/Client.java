package gochat.system;

import gochat.checker.Operation.Request;
import gochat.checker.Operation.Result;
import gochat.grpc.LoopbackProxy;
import io.grpc.Status;
import java.nio.channels.ClosedChannelException;
import java.util.Map;
import java.util.function.Consumer;

/// A program of one user. It records its requests and the events that it gets, and connects again
/// whenever it loses the server.
interface Client extends AutoCloseable {
  /// @param link the way to the server
  record Device(String user, String token, LoopbackProxy link) {}

  /// Whether `status` is expected when the connection breaks or the client cancels the stream.
  static boolean isLoss(Status status) {
    return switch (status.getCode()) {
      case OK, CANCELLED, UNAVAILABLE, RESOURCE_EXHAUSTED -> true;
      // The status of grpc-java for a request that it could not write.
      case UNKNOWN -> status.getCause() instanceof ClosedChannelException;
      default -> false;
    };
  }

  String user();

  /// Sends a request; does not wait for the reply.
  ///
  /// @param answered gets the result, on any thread
  void ask(Request request, Consumer<Result> answered);

  /// The program crashes, and is started again.
  void crash() throws InterruptedException;

  /// A slow program pauses before each read.
  void setSlow(boolean isSlow);

  /// The positions of the rooms that it follows.
  Map<String, Long> positions();

  /// The id of its present stream.
  String stream();

  /// Ends the program; it does not connect again.
  @Override
  void close();
}
