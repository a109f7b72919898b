package gochat.bench;

import gochat.bench.results.ChartsCommand;
import gochat.bench.results.TableCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The load generator's command line.
@Command(
    name = "bench",
    description = "Loads a server and checks its deliveries and its store.",
    subcommands = {
      FanOutCommand.class,
      PairsCommand.class,
      IdleCommand.class,
      IdleRoomsCommand.class,
      RoomsCommand.class,
      SendsCommand.class,
      ResumeCommand.class,
      HistoryCommand.class,
      StartCommand.class,
      ReturnCommand.class,
      PauseCommand.class,
      ProcessCommand.class,
      FillCommand.class,
      LogCommand.class,
      AttacksCommand.class,
      SyncCommand.class,
      PlainInsertsCommand.class,
      TableCommand.class,
      ChartsCommand.class
    },
    mixinStandardHelpOptions = true)
final class Main {
  private Main() {}

  /// Exits with 0 on success, with 1 if a message was lost, doubled or reordered or the run could
  /// not be made, with 2 if the options are wrong.
  public static void main(String[] args) {
    System.exit(run(args));
  }

  static int run(String... args) {
    return new CommandLine(new Main())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(Main::explain)
        .execute(args);
  }

  private static int explain(
      Exception failure, CommandLine commandLine, CommandLine.ParseResult parsed) throws Exception {
    return switch (failure) {
      case LoadException _ -> {
        commandLine.getErr().println(failure.getMessage());
        yield 1;
      }
      case IllegalArgumentException _ -> {
        commandLine.getErr().println(failure.getMessage());
        yield 2;
      }
      default -> throw failure;
    };
  }
}
