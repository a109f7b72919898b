package gochat.web;

import gochat.session.Inbound;
import gochat.stream.ClientStream;
import gochat.v1.FollowRequest;
import io.grpc.Attributes;
import io.grpc.Metadata;

/// Makes the sessions of streams on which the client only listens.
@FunctionalInterface
public interface FollowService {
  /// Opens a stream. Runs on its lane and does not wait.
  ///
  /// @param metadata the headers, as those of a gRPC call
  /// @param attributes of the connection: `Grpc.TRANSPORT_ATTR_REMOTE_ADDR` and, with TLS,
  ///   `Grpc.TRANSPORT_ATTR_SSL_SESSION`
  /// @return gets the events of the stream
  /// @throws gochat.error.Failure refuses the client
  Inbound<?> follow(
      Metadata metadata, Attributes attributes, FollowRequest request, ClientStream client);
}
