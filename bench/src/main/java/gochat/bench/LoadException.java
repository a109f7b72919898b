package gochat.bench;

/// A run that could not be made; the message is for the person who started it.
final class LoadException extends Exception {
  private static final long serialVersionUID = 1;

  LoadException(String message) {
    super(message);
  }
}
