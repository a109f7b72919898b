package gochat.terminal.pipe;

import gochat.terminal.text.Texts;
import java.time.Duration;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// How long a command waits for a server that cannot be reached, as during a restart.
final class ServerWait {
  static final String OPTION = "--wait";

  private static final int SECONDS_MAX = 86_400;
  private static final long RETRY_MS = 500;

  /// An attempt to connect.
  interface Attempt<R> {
    R run() throws Failure, InterruptedException;
  }

  private final Duration atMost;
  private final CommandContext context;

  ServerWait(Duration atMost, CommandContext context) {
    this.atMost = atMost;
    this.context = context;
  }

  static ServerWait none(CommandContext context) {
    return new ServerWait(Duration.ZERO, context);
  }

  static void declare(CommandSpec spec, Texts texts) {
    Parameters.option(spec, OPTION, "SECONDS", texts.get("usage.wait"));
  }

  /// @param otherwiseSeconds the wait without the option
  static ServerWait read(ParseResult parsed, int otherwiseSeconds, CommandContext context)
      throws Failure {
    long seconds = Parameters.number(parsed, OPTION, otherwiseSeconds, 0, SECONDS_MAX, context);
    return new ServerWait(Duration.ofSeconds(seconds), context);
  }

  /// Repeats the attempt until it succeeds, fails for another reason than an unreachable server, or
  /// the time is over.
  <R> R until(Attempt<R> attempt) throws Failure, InterruptedException {
    long startNanos = System.nanoTime();
    boolean isReported = false;
    while (true) {
      try {
        return attempt.run();
      } catch (Failure.Unreachable failure) {
        if (!failure.isTemporary() || System.nanoTime() - startNanos >= atMost.toNanos()) {
          throw failure;
        }
        if (!isReported) {
          isReported = true;
          context.notice(
              "connection.waiting", String.valueOf(failure.getMessage()), atMost.toSeconds());
        }
        Thread.sleep(RETRY_MS);
      }
    }
  }
}
