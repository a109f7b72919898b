package gochat.limit;

/// For whom a limit counts.
public enum Scope {
  MESSAGE,
  REQUEST,
  CONNECTION,
  STREAM,
  /// An IPv4 address, or the 64 bits of an IPv6 network; see `limit.exempt` for those that are
  /// none.
  ADDRESS,
  ACCOUNT,
  GUEST,
  /// A sender and a receiver.
  PAIR,
  ROOM,
  SERVER
}
