package gochat.web;

import gochat.stream.ClientStream;
import io.grpc.Attributes;
import io.grpc.Metadata;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Decides who gets a stream, and what is at its other end.
@FunctionalInterface
public interface TextService {
  /// How a client asked for a stream.
  ///
  /// @param metadata the headers, as an ordinary gRPC call has them
  /// @param attributes who asks: `Grpc.TRANSPORT_ATTR_REMOTE_ADDR`, and with TLS
  ///   `Grpc.TRANSPORT_ATTR_SSL_SESSION`
  /// @param query the parameters of the query, each with its values in order
  record Request(Metadata metadata, Attributes attributes, Map<String, List<String>> query) {}

  /// Lets a client in, or not. Runs on a virtual thread and may wait.
  ///
  /// @return makes the session, on the stream's lane
  /// @throws io.grpc.StatusRuntimeException the client gets this status, as HTTP's and as JSON
  Function<ClientStream, TextSession> admit(Request request);
}
