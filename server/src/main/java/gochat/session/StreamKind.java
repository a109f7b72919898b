package gochat.session;

/// The contract and the transport of a stream.
public enum StreamKind {
  /// The first contract, over gRPC.
  SEED,
  /// The v1 API over gRPC.
  GRPC,
  WEB_SOCKET,
  SERVER_SENT_EVENTS,
  GRPC_WEB,
  CONNECT
}
