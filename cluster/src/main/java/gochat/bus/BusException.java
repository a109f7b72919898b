package gochat.bus;

/// A bus can't be opened. The message is a sentence for the operator.
public final class BusException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public BusException(String message, Throwable cause) {
    super(message, cause);
  }
}
