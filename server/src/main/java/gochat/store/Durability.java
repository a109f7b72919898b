package gochat.store;

/// The failures that an acknowledged event survives.
public enum Durability {
  /// A crash of the machine and power loss: every append is synced before it returns.
  SYNC,
  /// `kill -9` of the server, because the operating system has the data. A crash of the machine or
  /// power loss can lose the events acknowledged in about the last half minute, but never leaves a
  /// hole or a damaged file, because the file is synced in the order that the log needs.
  ASYNC,
  /// None: the data is gone when the server stops.
  MEMORY
}
