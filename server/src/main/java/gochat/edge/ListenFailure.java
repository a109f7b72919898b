package gochat.edge;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/// The server can't listen at an address. The message is one line for people.
public final class ListenFailure extends IOException {
  private static final long serialVersionUID = 1;

  private final boolean isTaken;

  private ListenFailure(String message, boolean isTaken, @Nullable Throwable cause) {
    super(message, cause);
    this.isTaken = isTaken;
  }

  /// The socket address of `host` and `port`.
  ///
  /// @param host as configured, null for all addresses of this machine
  /// @throws ListenFailure when there is no such host
  public static InetSocketAddress address(@Nullable String host, int port) throws ListenFailure {
    if (host == null) {
      return new InetSocketAddress(port);
    }
    try {
      return new InetSocketAddress(InetAddress.getByName(host), port);
    } catch (UnknownHostException e) {
      throw new ListenFailure(
          "host " + host + ": there is no such host (expected: an address of this machine, or *)",
          false,
          e);
    }
  }

  /// @param host as configured, null for all addresses of this machine
  /// @param portFlag the flag of the command line that sets the port
  public static ListenFailure explain(
      @Nullable String host, int port, String portFlag, @Nullable Throwable cause) {
    String where = host == null ? "port " + port : host + " port " + port;
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
    if (reason.contains("Permission denied") || reason.contains("error(-13)")) {
      return new ListenFailure(
          where
              + ": this user may not listen there, as on most ports below 1024: choose another with "
              + portFlag,
          false,
          cause);
    }
    return new ListenFailure("cannot listen on " + where + ": " + reason, false, cause);
  }

  /// Whether another program listens there.
  public boolean isTaken() {
    return isTaken;
  }
}
