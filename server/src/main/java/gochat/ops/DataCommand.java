package gochat.ops;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// A command on a server's data. It runs in the server if one runs on the data directory, and else
/// in the process of `bin/server admin`; it need not know which.
public non-sealed interface DataCommand extends AdminCommand {
  /// The data to use in place of the data directory of the settings; empty for that directory.
  default Optional<Path> source() {
    return Optional.empty();
  }

  /// Runs on a thread of its own, which may wait.
  ///
  /// @return an [ExitCode]
  /// @throws IOException with a message for the operator
  int run(ServerData data, Caller caller) throws IOException;
}
