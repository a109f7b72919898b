package gochat.terminal.pipe;

import gochat.client.ConnectionProblem;
import gochat.terminal.exit.ExitCode;

/// The failure of a command. The message is one line for people, safe to show.
class Failure extends Exception {
  private final ExitCode exitCode;

  Failure(ExitCode exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  ExitCode exitCode() {
    return exitCode;
  }

  /// The server cannot be reached now.
  static final class Unreachable extends Failure {
    private final ConnectionProblem.Kind kind;

    Unreachable(ConnectionProblem.Kind kind, String message) {
      super(ExitCode.FAILED, message);
      this.kind = kind;
    }

    /// Whether a later attempt may succeed without a change of settings, as while a server starts.
    boolean isTemporary() {
      return switch (kind) {
        case CONNECTION_REFUSED, NO_ANSWER, PERHAPS_TLS_ONLY, ENDED, BROKEN -> true;
        case HOST_UNKNOWN, NOT_GRPC, NO_TLS, TLS_FAILED, UNREADABLE -> false;
      };
    }
  }

  /// The server does not accept the token any more.
  static final class SignedOut extends Failure {
    SignedOut(Failure failure) {
      super(failure.exitCode(), String.valueOf(failure.getMessage()));
    }
  }
}
