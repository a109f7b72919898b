package gochat.edge;

import java.io.IOException;
import java.nio.channels.UnresolvedAddressException;
import org.jspecify.annotations.Nullable;

/// Nobody can listen at an address. The message is one line for people.
public final class ListenFailure extends IOException {
  private static final long serialVersionUID = 1;

  private final boolean isTaken;

  private ListenFailure(String message, boolean isTaken, @Nullable Throwable cause) {
    super(message, cause);
    this.isTaken = isTaken;
  }

  /// @param host as configured, null for all addresses of this machine
  /// @param portFlag of the command line, by which another port is chosen
  public static ListenFailure explain(
      @Nullable String host, int port, String portFlag, @Nullable Throwable cause) {
    String where = host == null ? "port " + port : host + " port " + port;
    if (cause instanceof UnresolvedAddressException) {
      return new ListenFailure(where + ": there is no such host", false, cause);
    }
    // Epoll and NIO throw different classes for the same error of the system.
    String reason = String.valueOf(cause == null ? null : cause.getMessage());
    if (reason.contains("already in use")) {
      return new ListenFailure(
          where + " is taken by another program: stop that one or choose another with " + portFlag,
          true,
          cause);
    }
    if (reason.contains("Cannot assign requested address")) {
      return new ListenFailure(
          where + ": not an address of this machine; choose another with --host", false, cause);
    }
    return new ListenFailure("cannot listen on " + where + ": " + reason, false, cause);
  }

  /// Whether another program listens there.
  public boolean isTaken() {
    return isTaken;
  }
}
