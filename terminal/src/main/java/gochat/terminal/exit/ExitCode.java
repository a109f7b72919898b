package gochat.terminal.exit;

/// The result of the program, for scripts. 1 and 2 have their usual meaning; the others are results
/// to which a script reacts differently: try again later, request rights, sign in, or check before
/// repeating. A signal's exit code is 128 and its number, as in a shell.
public enum ExitCode {
  DONE(0),
  /// The server cannot be reached, or a local operation failed. Nothing was changed.
  FAILED(1),
  USAGE(2),
  /// The server refused the request and would refuse it again.
  REFUSED(3),
  /// The user must sign in, or the sign-in was refused.
  SIGN_IN(4),
  /// There was no answer: the request may have been executed.
  UNKNOWN(5),
  /// The program that reads the output has closed it: 128 and the number of SIGPIPE.
  OUTPUT_CLOSED(141);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }
}
