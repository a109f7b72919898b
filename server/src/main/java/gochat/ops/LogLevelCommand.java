package gochat.ops;

import gochat.log.LogLevels;
import gochat.log.LogText;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Shows and changes the levels of the log until the next start.
@Command(name = "log-level")
final class LogLevelCommand implements ServerCommand {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "LEVEL",
      descriptionKey = "admin.log-level.level")
  private @Nullable String level;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "LOGGER",
      descriptionKey = "admin.log-level.logger")
  private String logger = LogLevels.OURS;

  @Override
  public int run(LiveServer server, Caller caller) {
    if (level != null) {
      Optional<String> refusal = change(level, caller.messages());
      if (refusal.isPresent()) {
        caller.err().println(refusal.get());
        return ExitCode.USAGE;
      }
    }
    LogLevels.chosen().forEach((name, chosen) -> caller.out().println(name + ": " + chosen));
    return ExitCode.OK;
  }

  /// @return the sentence of the refusal, empty when the level was changed
  private Optional<String> change(String typed, Messages messages) {
    if (!LogLevels.NAMES.contains(typed)) {
      return Optional.of(
          messages.get(
              "admin.log-level.unknown-level",
              LogText.visible(typed),
              String.join(", ", LogLevels.NAMES)));
    }
    if (!LogLevels.loggers().contains(logger)) {
      return Optional.of(
          messages.get(
              "admin.log-level.unknown-logger",
              LogText.visible(logger),
              Spelling.nearest(logger, LogLevels.loggers())));
    }
    LogLevels.set(logger, typed);
    return Optional.empty();
  }
}
