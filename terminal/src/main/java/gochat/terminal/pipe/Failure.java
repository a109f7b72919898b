package gochat.terminal.pipe;

/// An errand that could not be done. The message is one line for people, safe to show.
class Failure extends Exception {
  private final ExitCode exitCode;

  Failure(ExitCode exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  ExitCode exitCode() {
    return exitCode;
  }
}
