package gochat.bus.link;

import java.io.IOException;

/// No server of an engine can be reached. One may come.
public final class UnreachableException extends IOException {
  private static final long serialVersionUID = 1L;

  public UnreachableException(IOException cause) {
    super(cause.getMessage(), cause);
  }
}
