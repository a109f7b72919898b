package gochat.web;

import gochat.stream.ClientStream;
import java.util.function.Function;

/// Decides who gets a stream, and what is at its other end.
@FunctionalInterface
public interface StreamService {
  /// Lets a client in, or not. Runs on a virtual thread and may wait.
  ///
  /// @return makes the session, on the stream's lane
  /// @throws io.grpc.StatusRuntimeException the client gets this status, as HTTP's and as JSON
  Function<ClientStream, TextSession> admit(StreamRequest request);
}
