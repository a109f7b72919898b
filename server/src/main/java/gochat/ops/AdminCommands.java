package gochat.ops;

import gochat.account.AccountsException;
import gochat.backup.DataStores;
import gochat.journal.JournalException;
import gochat.log.LogText;
import gochat.store.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.ResourceBundle;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// The commands of `bin/server admin`. Stateless.
public final class AdminCommands {
  private static final Logger log = LoggerFactory.getLogger(AdminCommands.class);
  private static final String PROGRAM = "bin/server admin";
  private static final int WIDTH = 110;

  /// The meaning of a command line.
  public sealed interface Parsed {
    /// @param dataDir as given, null when not given
    /// @param config the configuration file, null for none
    record Valid(AdminCommand command, @Nullable String dataDir, @Nullable Path config)
        implements Parsed {}

    /// Nothing to run: help, or a wrong command line.
    ///
    /// @param out for the standard output
    /// @param err for the standard error stream
    record Answered(int exitCode, String out, String err) implements Parsed {}
  }

  private final Supplier<List<AdminCommand>> made;

  /// @param made makes one of each command
  public AdminCommands(Supplier<List<AdminCommand>> made) {
    this.made = made;
  }

  /// All commands, in the order of the help.
  ///
  /// @param stores the backend
  /// @param version of this server
  public static AdminCommands all(DataStores stores, String version) {
    return new AdminCommands(() ->
        List.of(
            new StatusCommand(),
            new NodesCommand(),
            new LogLevelCommand(),
            new AccountAddCommand(),
            new AccountListCommand(),
            new AccountStateCommand.Disable(),
            new AccountStateCommand.Delete(),
            new AccountStateCommand.Enable(),
            new AccountStateCommand.Role(),
            new AccountStateCommand.SignOut(),
            new AccountResetCommand(),
            new InvitationAddCommand(),
            new InvitationListCommand(),
            new InvitationRevokeCommand(),
            new BackupCommand(),
            new RestoreCommand(stores),
            new VerifyCommand(),
            new RetentionCommand(),
            new ExportCommand(version),
            new ImportCommand()));
  }

  /// @param directory that of relative paths
  public Parsed parse(List<String> arguments, Messages messages, Path directory) {
    CommandLine commandLine = commandLine(messages, directory);
    ParseResult parsed;
    try {
      parsed = commandLine.parseArgs(arguments.toArray(String[]::new));
    } catch (ParameterException e) {
      return new Parsed.Answered(ExitCode.USAGE, "", refusal(e, commandLine, messages) + "\n");
    }
    ParseResult last = parsed;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    CommandLine chosen = last.commandSpec().commandLine();
    if (last.isUsageHelpRequested() || parsed.isUsageHelpRequested()) {
      return new Parsed.Answered(ExitCode.OK, chosen.getUsageMessage(), "");
    }
    return chosen.getCommand() instanceof AdminCommand command
        ? new Parsed.Valid(
            command,
            parsed.matchedOptionValue("--data-dir", null),
            parsed.matchedOptionValue("--config", null))
        : new Parsed.Answered(ExitCode.USAGE, "", chosen.getUsageMessage());
  }

  private static String refusal(ParameterException e, CommandLine root, Messages messages) {
    boolean isOfRoot = e.getCommandLine() == root;
    if (isOfRoot
        && e instanceof UnmatchedArgumentException unmatched
        && !unmatched.getUnmatched().getFirst().startsWith("-")) {
      return messages.get(
          "admin.unknown",
          LogText.visible(unmatched.getUnmatched().getFirst()),
          String.join(", ", root.getSubcommands().keySet()));
    }
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    return messages.get("help.hint", LogText.visible(String.valueOf(e.getMessage())), command);
  }

  private CommandLine commandLine(Messages messages, Path directory) {
    CommandSpec spec =
        CommandSpec.create()
            .name(PROGRAM)
            .addOption(
                OptionSpec.builder("--data-dir")
                    .type(String.class)
                    .paramLabel("DIR")
                    .descriptionKey("admin.data-dir")
                    .build())
            .addOption(
                OptionSpec.builder("--config")
                    .type(Path.class)
                    .paramLabel("FILE")
                    .descriptionKey("admin.config")
                    .build());
    for (AdminCommand command : made.get()) {
      CommandSpec subcommand = CommandSpec.forAnnotatedObject(command);
      group(spec, command.group()).addSubcommand(subcommand.name(), subcommand);
    }
    // From here on, for all commands at once.
    CommandLine commandLine = new CommandLine(spec).setUsageHelpWidth(WIDTH);
    commandLine.registerConverter(Path.class, directory::resolve);
    complete(spec, "admin.synopsis", "admin", messages);
    return commandLine;
  }

  /// The commands of a group.
  ///
  /// @param name empty for those of `root`
  private static CommandSpec group(CommandSpec root, String name) {
    if (name.isEmpty()) {
      return root;
    }
    @Nullable CommandLine known = root.subcommands().get(name);
    if (known != null) {
      return known.getCommandSpec();
    }
    CommandSpec group = CommandSpec.create().name(name);
    root.addSubcommand(name, group);
    return group;
  }

  /// Completes a command and those in it.
  ///
  /// @param key of the description
  /// @param within the beginning of the keys of the commands in it
  private static void complete(CommandSpec spec, String key, String within, Messages messages) {
    spec.subcommands()
        .forEach((name, subcommand) -> {
          String itsKey = within + "." + name;
          complete(subcommand.getCommandSpec(), itsKey, itsKey, messages);
        });
    spec.addOption(
        OptionSpec.builder("--help").usageHelp(true).descriptionKey("help.help").build());
    Descriptions descriptions = new Descriptions(messages);
    spec.resourceBundle(descriptions);
    spec.usageMessage()
        .description(descriptions.of(key))
        .sortOptions(false)
        .synopsisHeading(messages.get("admin.usage") + " ")
        .synopsisSubcommandLabel("COMMAND")
        .commandListHeading("%n" + messages.get("admin.commands") + "%n");
  }

  /// The descriptions of options, as picocli looks them up.
  private static final class Descriptions extends ResourceBundle {
    private final Messages messages;

    Descriptions(Messages messages) {
      this.messages = messages;
    }

    @Override
    protected @Nullable Object handleGetObject(String key) {
      return messages.keys().contains(key) ? of(key) : null;
    }

    /// Empty without such a message. Picocli reads a description as a format.
    private String of(String key) {
      return messages.keys().contains(key) ? messages.get(key).replace("%", "%%") : "";
    }

    @Override
    public Enumeration<String> getKeys() {
      return Collections.enumeration(
          messages.keys().stream()
              .filter(key -> key.startsWith("admin.") || key.equals("help.help"))
              .toList());
    }
  }

  /// Runs in the running server.
  ///
  /// @return an [ExitCode]
  int run(AdminRequest request, LiveServer server, Caller caller) {
    return guarded(
        caller,
        _ ->
            switch (parse(request.arguments(), caller.messages(), request.directory())) {
              case Parsed.Answered(int exitCode, String out, String err) -> {
                caller.out().print(out);
                caller.err().print(err);
                yield exitCode;
              }
              case Parsed.Valid(ServerCommand command, _, _) -> command.run(server, caller);
              case Parsed.Valid(DataCommand command, _, _) -> command.run(server, caller);
              case Parsed.Valid(DirectoryCommand _, _, _) ->
                  throw new IOException(
                      caller.messages().get("admin.server-runs", server.directory()));
            });
  }

  /// The run of a command.
  @FunctionalInterface
  public interface Body {
    /// @return an [ExitCode]
    int run(Caller caller) throws IOException;
  }

  /// Runs a command, and reports its failure to the caller.
  ///
  /// @return an [ExitCode]
  public static int guarded(Caller caller, Body body) {
    try {
      return body.run(caller);
    } catch (CallerGone _) {
      return ExitCode.FAILED;
    } catch (IOException | StoreException | JournalException | AccountsException e) {
      caller.err().println(LogText.visible(String.valueOf(e.getMessage())));
      return ExitCode.FAILED;
    } catch (RuntimeException e) {
      log.atError().setCause(e).log("a command failed");
      caller.err().println(caller.messages().get("admin.failed", LogText.visible(e.toString())));
      return ExitCode.FAILED;
    } finally {
      caller.out().flush();
      caller.err().flush();
    }
  }
}
