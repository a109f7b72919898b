package gochat.bench.attack;

/// What a server does about an attack.
public enum Defence {
  /// It closes the connection.
  CLOSED,

  /// It refuses what was asked for, and the connection may go on.
  REFUSED,

  /// It takes no more, or waits, and keeps the connection for a time.
  HELD,

  /// Nothing: all that was asked for was done. No attack expects that.
  SERVED
}
