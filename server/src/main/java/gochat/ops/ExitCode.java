package gochat.ops;

/// The exit codes of `bin/server`, with and without `admin`.
public final class ExitCode {
  public static final int OK = 0;

  /// The command failed.
  public static final int FAILED = 1;

  /// The command line is wrong; nothing was done.
  public static final int USAGE = 2;

  /// A verification found damaged data.
  public static final int DAMAGED = 3;

  private ExitCode() {}
}
