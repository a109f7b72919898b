package gochat.store.postgres;

/// The versions of what servers tell each other that one of them understands: messages over the bus
/// and kinds of events. Servers of one database share a version, in which they write.
///
/// @param from the oldest
/// @param to the newest
record Versions(int from, int to) {
  /// Those of this program.
  static final Versions OWN = new Versions(1, 1);

  /// Whether servers with these versions understand each other.
  boolean meets(Versions other) {
    return from <= other.to && other.from <= to;
  }

  @Override
  public String toString() {
    return from == to ? String.valueOf(from) : from + " to " + to;
  }
}
