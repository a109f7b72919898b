package gochat.server;

import gochat.account.AccountsException;
import gochat.journal.JournalException;
import gochat.log.LogText;
import gochat.ops.ExitCode;
import gochat.ops.Messages;
import gochat.room.RoomId;
import gochat.store.NewStore;
import gochat.store.Store;
import gochat.store.StoreException;
import gochat.transfer.RoomSum;
import gochat.transfer.Transfer;
import gochat.transfer.Transfer.Transferred;
import gochat.transfer.TransferMismatch;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// The program `bin/server transfer`: transfers all data of a stopped server to another store.
final class TransferProgram {
  static final String COMMAND = CommandLineFlags.COMMAND + " transfer";

  private static final int WIDTH = 110;

  private final Map<String, String> environment;
  private final Messages messages;
  private final PrintStream out;
  private final PrintStream err;

  TransferProgram(Map<String, String> environment, PrintStream out, PrintStream err) {
    this.environment = environment;
    this.messages = Messages.of(environment);
    this.out = out;
    this.err = err;
  }

  /// @param arguments behind the word `transfer`
  /// @return an [ExitCode]
  int run(List<String> arguments) {
    CommandLine commandLine = commandLine();
    ParseResult parsed;
    try {
      parsed = commandLine.parseArgs(arguments.toArray(String[]::new));
    } catch (ParameterException e) {
      String reason = LogText.visible(String.valueOf(e.getMessage()));
      err.println(messages.get("help.hint", reason, COMMAND));
      return ExitCode.USAGE;
    }
    int exitCode = parsed.isUsageHelpRequested() ? help(commandLine) : guarded(parsed);
    // A script must notice that the output was lost.
    if (out.checkError()) {
      err.println(messages.get("output.lost"));
      return ExitCode.FAILED;
    }
    return exitCode;
  }

  private int help(CommandLine commandLine) {
    out.print(commandLine.getUsageMessage());
    return ExitCode.OK;
  }

  private int guarded(ParseResult parsed) {
    try {
      transfer(parsed);
      return ExitCode.OK;
    } catch (TransferMismatch e) {
      return fail(e, ExitCode.DAMAGED);
    } catch (ConfigException
        | StoreException
        | JournalException
        | AccountsException
        | IOException e) {
      return fail(e, ExitCode.FAILED);
    }
  }

  private int fail(Exception e, int exitCode) {
    err.println(LogText.visible(String.valueOf(e.getMessage())));
    return exitCode;
  }

  private void transfer(ParseResult parsed) throws IOException {
    @Nullable Path passwordFile = parsed.matchedOptionValue("--store-password-file", null);
    StorePlace.Access access =
        new StorePlace.Access(
            passwordFile,
            environment.get(StoreChoice.PASSWORD_VARIABLE),
            parsed.hasMatchedOption("--insecure"));
    StorePlace from = StorePlace.of(parsed.matchedPositionalValue(0, ""), access);
    StorePlace to = StorePlace.of(parsed.matchedPositionalValue(1, ""), access);
    if (from.equals(to)) {
      throw new ConfigException(from + " and " + to + " are the same store (expected: two)");
    }
    long began = System.nanoTime();
    try (StorePlace.Stopped source = from.openStopped();
        NewStore target = to.openNew()) {
      Store store = source.store();
      Transferred transferred = new Transfer(store, target.store(), this::print).run();
      target.complete(store.journal().epoch());
      print(from, to, transferred, Duration.ofNanos(System.nanoTime() - began));
    }
  }

  private void print(RoomId room, RoomSum sum) {
    out.println(LogText.visible(room.value()) + ": " + sum);
  }

  private void print(StorePlace from, StorePlace to, Transferred transferred, Duration time) {
    double seconds = time.toMillis() / 1_000.0;
    out.println(transferred.others());
    out.println(
        messages.get(
            "transfer.done",
            to,
            from,
            String.valueOf(transferred.rooms()),
            String.valueOf(transferred.events()),
            "%.1f".formatted(seconds),
            String.valueOf(Math.round(transferred.events() / Math.max(seconds, 0.001)))));
    out.println(messages.get("transfer.next", from));
  }

  private CommandLine commandLine() {
    CommandSpec spec = CommandSpec.create().name(COMMAND);
    spec.usageMessage()
        .description(describe("transfer"))
        .footer("", messages.get("transfer.exit-codes"))
        .sortOptions(false)
        .width(WIDTH);
    spec.addOption(
        OptionSpec.builder("--store-password-file")
            .type(Path.class)
            .paramLabel("FILE")
            .description(describe("setting.store-password-file"))
            .build());
    spec.addOption(
        OptionSpec.builder("--insecure").description(describe("transfer.insecure")).build());
    spec.addOption(
        OptionSpec.builder("--help").usageHelp(true).description(describe("help.help")).build());
    spec.addPositional(place("FROM", 0));
    spec.addPositional(place("TO", 1));
    return new CommandLine(spec);
  }

  private PositionalParamSpec place(String label, int index) {
    return PositionalParamSpec.builder()
        .index(String.valueOf(index))
        .arity("1")
        .required(true)
        .type(String.class)
        .paramLabel(label)
        .description(describe("transfer." + label.toLowerCase(Locale.ROOT)))
        .build();
  }

  /// Picocli reads a description as a format.
  private String describe(String key) {
    return messages.get(key).replace("%", "%%");
  }
}
