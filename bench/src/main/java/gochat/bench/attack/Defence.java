package gochat.bench.attack;

/// A server's reaction to an attack.
public enum Defence {
  /// It closes the connection.
  CLOSED,

  /// It refuses the requests, and the connection may go on.
  REFUSED,

  /// It stops reading, or waits, and keeps the connection for a time.
  HELD,

  /// None: it served all requests. No attack expects this.
  SERVED
}
