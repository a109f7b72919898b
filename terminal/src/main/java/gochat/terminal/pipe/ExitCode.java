package gochat.terminal.pipe;

/// How a command ended, for scripts. 1 and 2 mean what they mean everywhere; the others part what a
/// script would treat differently: ask again later, ask somebody for rights, sign in, look before
/// repeating. Signals end with 128 and their number, as the shell counts.
public enum ExitCode {
  DONE(0),
  /// The server can't be reached, or something on this machine failed. Nothing was changed.
  FAILED(1),
  USAGE(2),
  /// The server understood and said no; asking again won't help.
  REFUSED(3),
  /// One has to sign in, or the sign-in was refused.
  SIGN_IN(4),
  /// It may have been done or not: no answer came.
  UNKNOWN(5),
  /// Nobody reads the output any more: 128 and the number of SIGPIPE.
  OUTPUT_CLOSED(141);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }
}
