package gochat.web;

import io.grpc.Attributes;
import io.grpc.Metadata;
import java.util.List;
import java.util.Map;

/// How a client asked for a stream.
///
/// @param metadata the headers, as an ordinary gRPC call has them
/// @param attributes who asks: `Grpc.TRANSPORT_ATTR_REMOTE_ADDR`, and with TLS
///   `Grpc.TRANSPORT_ATTR_SSL_SESSION`
/// @param query the parameters of the query, each with its values in order
public record StreamRequest(
    Metadata metadata, Attributes attributes, Map<String, List<String>> query) {}
