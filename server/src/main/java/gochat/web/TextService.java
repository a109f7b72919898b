package gochat.web;

import gochat.stream.ClientStream;
import io.grpc.Attributes;
import io.grpc.Metadata;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Admits clients to streams of texts, and makes their sessions.
@FunctionalInterface
public interface TextService {
  /// A client's request for a stream.
  ///
  /// @param metadata the headers, as those of a gRPC call
  /// @param attributes of the connection: `Grpc.TRANSPORT_ATTR_REMOTE_ADDR` and, with TLS,
  ///   `Grpc.TRANSPORT_ATTR_SSL_SESSION`
  /// @param query the parameters of the query, each with its values in order
  record Request(Metadata metadata, Attributes attributes, Map<String, List<String>> query) {}

  /// Admits a client, or refuses it. Runs on a virtual thread and may wait.
  ///
  /// @return makes the session; called on the stream's lane
  /// @throws gochat.error.Failure refuses the client, which gets the status of HTTP and the body of
  ///   JSON that follow from this status
  Function<ClientStream, TextSession> admit(Request request);
}
