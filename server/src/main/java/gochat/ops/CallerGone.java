package gochat.ops;

/// The caller of a command has gone, or the server stops: the command ends and cleans up.
public final class CallerGone extends RuntimeException {
  CallerGone() {
    super("the caller has gone");
  }
}
