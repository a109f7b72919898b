package gochat.bench.attack;

/// Which port of a server is attacked.
public enum Port {
  GRPC,
  WEB
}
