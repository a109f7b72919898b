package gochat.session;

import java.util.UUID;

/// A turn as its server names it to the store. Two of them are never equal.
final class Recording {
  private final UUID life;
  private final long connection;

  /// @param life of the server
  /// @param connection the number of the connection that records it
  Recording(UUID life, long connection) {
    this.life = life;
    this.connection = connection;
  }

  UUID life() {
    return life;
  }

  long connection() {
    return connection;
  }
}
