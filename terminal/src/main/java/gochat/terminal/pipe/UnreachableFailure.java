package gochat.terminal.pipe;

import gochat.client.Trouble;

/// There is no way to the server now.
final class UnreachableFailure extends Failure {
  private final Trouble.Kind kind;

  UnreachableFailure(Trouble.Kind kind, String message) {
    super(ExitCode.FAILED, message);
    this.kind = kind;
  }

  /// Whether it looks like a server that is being started: no setting is wrong.
  boolean mayPass() {
    return switch (kind) {
      case NOBODY_LISTENS, NO_ANSWER, PERHAPS_TLS_ONLY, ENDED, BROKEN -> true;
      case HOST_UNKNOWN, NOT_GRPC, NO_TLS, TLS_FAILED, UNREADABLE -> false;
    };
  }
}
