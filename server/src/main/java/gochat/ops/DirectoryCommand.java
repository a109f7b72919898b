package gochat.ops;

import java.io.IOException;
import java.nio.file.Path;

/// A command on a data directory on which no server runs, in the process of `bin/server admin`. The
/// directory need not exist.
public non-sealed interface DirectoryCommand extends AdminCommand {
  /// @param dataDir an absolute path
  /// @return an [ExitCode]
  /// @throws IOException with a message for the operator
  int run(Path dataDir, Caller caller) throws IOException;
}
