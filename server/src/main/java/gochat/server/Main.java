package gochat.server;

import gochat.account.OpenCodes;
import gochat.api.Build;
import gochat.journal.AuditWriter;
import gochat.journal.Journal.AppendResult;
import gochat.limit.Limits;
import gochat.limit.ServerLimit;
import gochat.log.LogText;
import gochat.log.Logging;
import gochat.ops.AdminCommands;
import gochat.ops.ExitCode;
import gochat.ops.Messages;
import gochat.server.CommandLineFlags.Flags;
import gochat.store.DataDirectory;
import gochat.store.Durability;
import gochat.store.Store;
import gochat.store.StoreException;
import gochat.tls.TlsException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.ParameterException;

/// The program `bin/server`; [AdminProgram] is `bin/server admin`, [TransferProgram] is `bin/server
/// transfer`.
///
/// The exit code is 0 after `--help` and the like and after SIGTERM or Ctrl+C, 1 when the server
/// can't start or can't go on, and 2 when the command line is wrong.
public final class Main {
  private static final String ONLY_IPV4 = "0.0.0.0";

  private static final Logger log = LoggerFactory.getLogger(Main.class);

  /// Starts a server.
  @FunctionalInterface
  interface Starter {
    /// @param onFatal called when the server can't go on
    /// @throws StoreException when the data can't be used
    /// @throws TlsException when the certificate can't be used
    /// @throws ConfigException when a setting proves wrong during the start
    /// @throws IOException when the address can't be listened on; its message is one line
    RunningServer start(Config config, Consumer<Throwable> onFatal) throws IOException;
  }

  private final Map<String, String> environment;
  private final Messages messages;
  private final PrintStream out;
  private final PrintStream err;

  Main(Map<String, String> environment, PrintStream out, PrintStream err) {
    this.environment = environment;
    this.messages = Messages.of(environment);
    this.out = out;
    this.err = err;
  }

  public static void main(String[] arguments) {
    run(ChatServer::start, arguments);
  }

  /// Starts a server and returns, or prints something and ends the process.
  static void run(Starter starter, String... arguments) {
    var main = new Main(System.getenv(), utf8(FileDescriptor.out), utf8(FileDescriptor.err));
    main.start(starter, arguments).ifPresent(System::exit);
  }

  /// A stream in UTF-8, whatever the locale is.
  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }

  /// @return the exit code, empty when a server runs
  OptionalInt start(Starter starter, String... arguments) {
    if (arguments.length > 0 && arguments[0].equals("admin")) {
      List<String> itsArguments = List.of(arguments).subList(1, arguments.length);
      var program =
          new AdminProgram(
              AdminCommands.all(Stores.data(), Build.current().version()), environment, out, err);
      return OptionalInt.of(program.run(itsArguments));
    }
    if (arguments.length > 0 && arguments[0].equals("transfer")) {
      List<String> itsArguments = List.of(arguments).subList(1, arguments.length);
      return OptionalInt.of(new TransferProgram(environment, out, err).run(itsArguments));
    }
    var commandLine = new CommandLineFlags(messages);
    Flags flags;
    try {
      flags = commandLine.parse(arguments);
    } catch (ParameterException e) {
      String reason = LogText.visible(String.valueOf(e.getMessage()));
      err.println(messages.get("help.hint", reason, CommandLineFlags.COMMAND));
      return OptionalInt.of(ExitCode.USAGE);
    }
    return switch (flags.show()) {
      case HELP -> show(commandLine.help());
      case VERSION -> show(messages.get("banner.title", Build.current().version()) + "\n");
      case CONFIG, RESTORED, NOTHING -> configure(starter, flags);
    };
  }

  private OptionalInt show(String text) {
    out.print(text);
    // A script must notice that the output was lost.
    if (out.checkError()) {
      err.println(messages.get("output.lost"));
      return OptionalInt.of(ExitCode.FAILED);
    }
    return OptionalInt.of(ExitCode.OK);
  }

  private OptionalInt configure(Starter starter, Flags flags) {
    try {
      Config config = config(flags);
      if (flags.show() == CommandLineFlags.Show.CONFIG) {
        return show(new ConfigFile(config).toToml());
      }
      if (flags.show() == CommandLineFlags.Show.RESTORED) {
        return restored(config);
      }
      Logging.set(config.log().format(), config.log().level());
      Thread.setDefaultUncaughtExceptionHandler((thread, thrown) ->
          log.atError()
              .addKeyValue("thread", thread.getName())
              .setCause(thrown)
              .log("uncaught exception"));
      return serve(starter, config);
    } catch (ConfigException | StoreException | TlsException | IOException e) {
      err.println(LogText.visible(String.valueOf(e.getMessage())));
      return OptionalInt.of(ExitCode.FAILED);
    }
  }

  private OptionalInt restored(Config config) throws IOException {
    StoreChoice store = config.store();
    if (store.isEmbedded()) {
      try (DataDirectory data = DataDirectory.open(config.dataDir())) {
        Stores.markRestored(data);
        prepare(Stores.open(data, Durability.SYNC, _ -> {}));
      }
    } else {
      // Refused, before anything changes, where a server uses it.
      prepare(Stores.openStopped(config.storeLocation()));
      Stores.markRestored(config.storeLocation());
    }
    String data = store.isEmbedded() ? config.dataDir().toString() : store.name();
    return show(messages.get("restored", data) + "\n");
  }

  /// Prepares data that took the place of newer data.
  private static void prepare(Store restored) throws IOException {
    try (restored) {
      AppendResult audited =
          AuditWriter.append(
              restored.journal(), AuditWriter.restored(Map.of()), InstantSource.system());
      if (audited instanceof AppendResult.DiskFull) {
        throw new IOException("the audit log can't be written: the disk is full");
      }
      OpenCodes.end(restored.accounts(), restored.invitations());
    }
  }

  private Config config(Flags flags) {
    var sources = ConfigSources.ofThisProgram();
    if (flags.config() != null) {
      sources.addFile(flags.config());
    }
    sources
        .addEnvironment(environment)
        .forEach(unknown ->
            err.println(
                messages.get(
                    "warning.variable", LogText.visible(unknown.name()), unknown.nearest())));
    sources.addFlags(flags.settings());
    return sources.config();
  }

  private OptionalInt serve(Starter starter, Config config) throws IOException {
    if (ONLY_IPV4.equals(config.listenHost())) {
      // A dual-stack socket would accept IPv6 too. The JDK reads this when it opens the first
      // socket.
      System.setProperty("java.net.preferIPv4Stack", "true");
    }
    RunningServer server = starter.start(config, Main::halt);
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> stop(server, config.limits()), "shutdown"));
    var surroundings =
        new Banner.Surroundings(
            LanAddress.find(), OpenFiles.ofThisProcess(), adminCodeFile(config, server));
    for (String line :
        Banner.lines(messages, Build.current().version(), config, server, surroundings)) {
      out.println(line);
    }
    return OptionalInt.empty();
  }

  /// The file with the administrator's code when the banner must not show it: output that is not a
  /// terminal is kept, and other people read it.
  private static Optional<Path> adminCodeFile(Config config, RunningServer server)
      throws IOException {
    return AdminCodeFile.write(
        config.dataDir(), AdminProgram.isTerminal() ? Optional.empty() : server.adminCode());
  }

  /// Ends the process without another write to the data: the next start recovers.
  private static void halt(Throwable reason) {
    try {
      log.atError().setCause(reason).log("the server can't go on and stops");
    } finally {
      // Also when nothing can be logged: without memory, or without a descriptor to load a class.
      Runtime.getRuntime().halt(ExitCode.FAILED);
    }
  }

  /// Runs as the shutdown hook, on SIGTERM and Ctrl+C. The JVM would exit with 128 plus the
  /// signal's number, but a requested stop is a success. Only halting in the hook can set the exit
  /// code, because handling signals takes an internal interface of the JDK.
  static void stop(RunningServer server, Limits limits) {
    log.info("stopping");
    Duration timeout = Duration.ofMillis(limits.of(ServerLimit.STOP_TIMEOUT));
    Thread closing = Thread.ofPlatform().name("close").daemon().start(server::close);
    try {
      if (closing.join(timeout)) {
        log.info("stopped");
      } else {
        log.atWarn()
            .addKeyValue("seconds", timeout.toSeconds())
            .log("stopped before all parts were closed");
      }
    } catch (InterruptedException _) {
      log.warn("stopped before all closed");
    }
    Runtime.getRuntime().halt(ExitCode.OK);
  }
}
