package gochat.limit;

import static gochat.limit.Beyond.close;
import static gochat.limit.Beyond.less;

/// Limits of the process: its files, its ports, its stop.
public final class ServerLimit {
  public static final Limit RESERVED_FILES =
      Limit.of(
          "server.reserved-files",
          256,
          Unit.COUNT,
          Scope.SERVER,
          less(
              "Connections get the rest of the files that the process may open. With fewer"
                  + " files than this the server does not start."));
  public static final Limit BACKLOG =
      Limit.of(
          "server.backlog-max",
          1_024,
          Unit.COUNT,
          Scope.SERVER,
          close(
              "",
              "Counts connections that wait at each port until they are accepted. The"
                  + " system does not answer further ones; clients repeat the attempt"
                  + " automatically."));

  /// The rest of [#STOP_TIMEOUT] is left for the store.
  public static final Limit DRAIN_TIMEOUT =
      Limit.of(
          "server.drain-timeout-ms",
          8_000,
          Unit.MILLISECONDS,
          Scope.SERVER,
          close(
              "UNAVAILABLE",
              "A stopping server waits this time for calls and streams to end, then closes"
                  + " their connections."));

  public static final Limit STOP_TIMEOUT =
      Limit.of(
          "server.stop-timeout-ms",
          10_000,
          Unit.MILLISECONDS,
          Scope.SERVER,
          close("", "The process ends, also with open connections; its log says so."));

  private ServerLimit() {}
}
