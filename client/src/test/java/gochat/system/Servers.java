package gochat.system;

import gochat.store.Store;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/// The servers of a run: one, or several of one store. The caller closes them.
public interface Servers {
  /// Whether they are one process. Otherwise a server may not know the newest event yet that
  /// another one has recorded.
  boolean isOne();

  /// The port for gRPC of one that runs, for the next connection; 0 while none does.
  int port();

  /// The same for HTTP and WebSockets.
  int webPort();

  /// The address for gRPC of one that runs.
  default String address() {
    return "127.0.0.1:" + port();
  }

  /// `kill -9` of all.
  void kill() throws InterruptedException;

  /// The entries of their logs that are errors or have a stack trace.
  List<String> complaints() throws IOException;

  /// The most memory that one of them took so far, 0 if it is not known.
  long residentBytes();

  /// The limit of it.
  long memoryBytesMax();

  /// Reads the store as it is while no server runs. It stays as it is: what killed servers left is
  /// for the next one to recover.
  void readStore(Consumer<Store> reader) throws IOException;

  /// Changes the store while no server runs; none was killed.
  void changeStore(Consumer<Store> change);
}
