package gochat.limit;

import static gochat.limit.Beyond.close;
import static gochat.limit.Beyond.less;

/// Of the process: its files, its ports, its stop.
public final class ServerLimit {
  public static final Limit RESERVED_FILES =
      Limit.of(
          "server.reserved-files",
          256,
          Unit.COUNT,
          Scope.SERVER,
          less(
              "Of the files that the system lets the process open, connections get the others. With"
                  + " fewer than these the server does not start."));
  public static final Limit BACKLOG =
      Limit.of(
          "server.backlog-max",
          1_024,
          Unit.COUNT,
          Scope.SERVER,
          close(
              "",
              "So many connections wait at each port until they are accepted. The system answers no"
                  + " others meanwhile; clients try again by themselves."));

  /// The rest of [#STOP_TIMEOUT] is for the store.
  public static final Limit DRAIN_TIMEOUT =
      Limit.of(
          "server.drain-timeout-ms",
          8_000,
          Unit.MILLISECONDS,
          Scope.SERVER,
          close(
              "UNAVAILABLE",
              "A server that stops gives calls and streams so long to end; then it closes their"
                  + " connections."));

  public static final Limit STOP_TIMEOUT =
      Limit.of(
          "server.stop-timeout-ms",
          10_000,
          Unit.MILLISECONDS,
          Scope.SERVER,
          close("", "The process ends, whatever is still open; its log says so."));

  private ServerLimit() {}
}
