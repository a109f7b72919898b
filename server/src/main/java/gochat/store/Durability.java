package gochat.store;

/// What an acknowledged event survives.
public enum Durability {
  /// A crash of the machine and power loss: every append is synced before it returns.
  SYNC,
  /// `kill -9` of the server, as the operating system has the data. A crash of the machine or power
  /// loss can take back what was acknowledged in about the last half minute, never leave a hole or
  /// a damaged file: the file is still synced in the order that the log needs.
  ASYNC,
  /// Nothing: the data is gone when the server stops.
  MEMORY
}
