package gochat.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Port: the servers that use a store at the same time. For any thread; all methods may wait, and
/// throw a [StoreException] when the store does not answer.
public interface Servers {
  /// One of them.
  ///
  /// @param id of this run of the server
  /// @param version of the program; empty as long as it starts
  /// @param address host and port; empty as long as it starts
  /// @param since when it began to use the store
  /// @param silence since its last sign of life, as far as this server has watched it
  /// @param isDraining whether it ends, and its clients go to others
  /// @param isThis whether it is this server
  record Running(
      UUID id,
      String version,
      String address,
      Instant since,
      Optional<Duration> silence,
      boolean isDraining,
      boolean isThis) {}

  /// This server has the store for itself.
  Servers ALONE =
      new Servers() {
        @Override
        public void serves(String version, String address) {}

        @Override
        public void drains() {}

        @Override
        public List<Running> all() {
          return List.of();
        }
      };

  /// This server takes clients from now on.
  ///
  /// @param version of the program
  /// @param address host and port
  void serves(String version, String address);

  /// This server takes no more clients.
  void drains();

  /// All servers that are here, or were here seconds ago, the oldest first. Empty for a store that
  /// has only one server.
  List<Running> all();
}
