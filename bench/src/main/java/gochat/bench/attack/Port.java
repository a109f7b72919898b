package gochat.bench.attack;

/// The attacked port of a server.
public enum Port {
  GRPC,
  WEB
}
