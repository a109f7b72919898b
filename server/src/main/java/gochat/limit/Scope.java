package gochat.limit;

/// The party for which a limit counts.
public enum Scope {
  MESSAGE,
  REQUEST,
  CONNECTION,
  STREAM,
  /// An IPv4 address, or the first 64 bits of an IPv6 address; `limit.exempt` lists addresses that
  /// are not counted.
  ADDRESS,
  ACCOUNT,
  GUEST,
  /// A sender and a receiver.
  PAIR,
  ROOM,
  SERVER
}
