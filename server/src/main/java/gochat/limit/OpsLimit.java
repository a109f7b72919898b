package gochat.limit;

import static gochat.limit.Beyond.close;

/// Limits of the commands of `bin/server admin`.
public final class OpsLimit {
  public static final Limit COMMANDS =
      Limit.of(
          "admin.commands-max",
          16,
          Unit.COUNT,
          Scope.SERVER,
          close("", "A further command ends at once, with a sentence and exit code 1."));
  public static final Limit LINE_BYTES =
      Limit.of(
          "admin.line-bytes-max",
          65_536,
          Unit.BYTES,
          Scope.REQUEST,
          close(
              "",
              "Counts the arguments of a command, its language and its directory, as JSON."
                  + " The command ends at once, with a sentence and exit code 1."));
  public static final Limit STOP_TIMEOUT =
      Limit.of(
          "admin.stop-timeout-ms",
          1_000,
          Unit.MILLISECONDS,
          Scope.SERVER,
          close(
              "",
              "A stopping server breaks off its commands, waits this time for them to clean up,"
                  + " and goes on with its stop."));

  private OpsLimit() {}
}
