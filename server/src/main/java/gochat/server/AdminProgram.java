package gochat.server;

import gochat.log.LogText;
import gochat.ops.AdminClient;
import gochat.ops.AdminClient.Search;
import gochat.ops.AdminCommands;
import gochat.ops.AdminCommands.Parsed;
import gochat.ops.AdminRequest;
import gochat.ops.Caller;
import gochat.ops.DataCommand;
import gochat.ops.DirectoryCommand;
import gochat.ops.ExitCode;
import gochat.ops.Messages;
import gochat.ops.ServerCommand;
import gochat.store.StoreLocation;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// The program `bin/server admin`: has the running server run a command, or runs it here if it
/// needs no running server.
final class AdminProgram {
  private final AdminCommands commands;
  private final Map<String, String> environment;
  private final Messages messages;
  private final PrintStream out;
  private final PrintStream err;

  AdminProgram(
      AdminCommands commands, Map<String, String> environment, PrintStream out, PrintStream err) {
    this.commands = commands;
    this.environment = environment;
    this.messages = Messages.of(environment);
    this.out = out;
    this.err = err;
  }

  /// @param arguments behind the word `admin`
  /// @return an [ExitCode]
  int run(List<String> arguments) {
    Path directory = Path.of("").toAbsolutePath();
    int exitCode =
        switch (commands.parse(arguments, messages, directory)) {
          case Parsed.Answered(int code, String answer, String complaint) -> {
            out.print(answer);
            err.print(complaint);
            yield code;
          }
          case Parsed.Valid command -> {
            var language = environment.getOrDefault("GOCHAT_LANG", "");
            yield run(
                command, new AdminRequest(arguments, language, directory, isTerminal(), columns()));
          }
        };
    // A script must notice that the output was lost.
    if (out.checkError()) {
      err.println(messages.get("output.lost"));
      return ExitCode.FAILED;
    }
    return exitCode;
  }

  private int run(Parsed.Valid parsed, AdminRequest request) {
    try {
      Data data = data(parsed);
      Path dataDir = data.directory();
      return switch (AdminClient.connect(dataDir)) {
        case Search.Found(AdminClient client) -> {
          try (client) {
            yield inServer(parsed, dataDir, client, request);
          }
        }
        case Search.Foreign(String owner) -> fail("admin.foreign", dataDir, owner);
        case Search.NoDirectory _ ->
            switch (parsed.command()) {
              case DirectoryCommand command -> here(caller -> command.run(dataDir, caller));
              case DataCommand command when Files.exists(dataDir) -> onData(command, data);
              case ServerCommand _, DataCommand _ -> fail("admin.no-directory", dataDir);
            };
        case Search.NoServer _ ->
            switch (parsed.command()) {
              case ServerCommand _ -> fail("admin.no-server", dataDir);
              case DirectoryCommand command -> here(caller -> command.run(dataDir, caller));
              case DataCommand command -> onData(command, data);
            };
      };
    } catch (ConfigException | IOException e) {
      err.println(LogText.visible(String.valueOf(e.getMessage())));
      return ExitCode.FAILED;
    }
  }

  /// @param store not in the directory, null for none
  private record Data(Path directory, @Nullable StoreLocation store) {}

  private Data data(Parsed.Valid parsed) {
    if (parsed.command() instanceof DataCommand command && command.source().isPresent()) {
      return new Data(command.source().get(), null);
    }
    var sources = ConfigSources.ofThisProgram();
    if (parsed.config() != null) {
      sources.addFile(parsed.config());
    }
    var _ = sources.addEnvironment(environment);
    if (parsed.dataDir() != null) {
      sources.addFlags(Map.of(Setting.DATA_DIR, parsed.dataDir()));
    }
    Config config = sources.config();
    return new Data(config.dataDir(), config.store().isEmbedded() ? null : config.storeLocation());
  }

  private int inServer(Parsed.Valid parsed, Path dataDir, AdminClient client, AdminRequest request)
      throws IOException {
    if (parsed.command() instanceof DirectoryCommand) {
      return fail("admin.server-runs", dataDir);
    }
    OptionalInt exitCode = client.run(request, out, err);
    if (exitCode.isPresent()) {
      return exitCode.getAsInt();
    }
    return out.checkError() ? ExitCode.FAILED : fail("admin.server-ended");
  }

  private int onData(DataCommand command, Data data) {
    try (StoppedData stopped = new StoppedData(data.directory(), data.store())) {
      return here(caller -> command.run(stopped, caller));
    }
  }

  private int here(AdminCommands.Body command) {
    return AdminCommands.guarded(Caller.here(messages, out, err, isTerminal()), command);
  }

  /// Whether the output of this process is a terminal, as the start script has found.
  static boolean isTerminal() {
    return Boolean.getBoolean("gochat.terminal");
  }

  /// The columns of the terminal, as the start script has found; 0 if it does not show UTF-8.
  private static int columns() {
    boolean isUtf8 = "UTF-8".equalsIgnoreCase(System.getProperty("native.encoding"));
    return isTerminal() && isUtf8 ? Integer.getInteger("gochat.columns", 0) : 0;
  }

  private int fail(String key, Object... arguments) {
    err.println(messages.get(key, arguments));
    return ExitCode.FAILED;
  }
}
