package gochat.ops;

import java.io.IOException;

/// A command that runs in the running server only.
public non-sealed interface ServerCommand extends AdminCommand {
  /// Runs on a thread of its own, which may wait.
  ///
  /// @return an [ExitCode]
  /// @throws IOException with a message for the operator
  int run(LiveServer server, Caller caller) throws IOException;
}
