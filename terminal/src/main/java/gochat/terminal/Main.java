package gochat.terminal;

import gochat.client.seed.ChatClient;
import gochat.client.v1.Endpoint;
import gochat.terminal.exit.ExitCode;
import gochat.terminal.exit.SessionResult;
import gochat.terminal.pipe.Output;
import gochat.terminal.pipe.Setup;
import gochat.terminal.profile.Credential;
import gochat.terminal.profile.CredentialStore;
import gochat.terminal.profile.ProfileException;
import gochat.terminal.profile.ProfileFile;
import gochat.terminal.profile.UserDirectories;
import gochat.terminal.text.Texts;
import io.netty.util.internal.logging.InternalLoggerFactory;
import io.netty.util.internal.logging.JdkLoggerFactory;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.logging.LogManager;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;

/// The program `client`.
final class Main {
  private static final long END_WITHIN_MS = 3_000;

  private Main() {}

  static void main(String[] args) {
    silenceLibraries();
    PrintStream out = utf8(FileDescriptor.out);
    PrintStream err = utf8(FileDescriptor.err);
    Texts texts = Texts.forLocale(System.getenv("GOCHAT_LANG"));
    UserDirectories directories = UserDirectories.of(System.getenv());
    ClientOptions options =
        ClientOptions.parse(
            args, new ProfileFile(directories.profileFile(), texts)::read, texts, out, err);
    int exitCode = exitCode(options, directories, texts, out, err);
    // Without this, a script would take unwritten output for success.
    boolean isOutputLost = out.checkError() && exitCode == ExitCode.DONE.number();
    System.exit(isOutputLost ? Output.lost(texts, err) : exitCode);
  }

  /// Runs a subcommand or the interactive client.
  private static int exitCode(
      ClientOptions options,
      UserDirectories directories,
      Texts texts,
      PrintStream out,
      PrintStream err) {
    if (options.exitCode() != null) {
      return options.exitCode();
    }
    ClientOptions.Invocation invocation = options.invocation();
    return invocation == null
        ? chat(options, directories, texts, out, err)
        : invocation.subcommand().run(invocation.parsed(), setup(options, directories, texts, err));
  }

  private static Setup setup(
      ClientOptions options, UserDirectories directories, Texts texts, PrintStream err) {
    return new Setup(
        new Endpoint(options.server(), options.security()),
        options.name(),
        directories,
        System.getenv(),
        texts,
        System.in,
        new FileOutputStream(FileDescriptor.out),
        err,
        () -> CommandLines.whole(texts));
  }

  /// The libraries' log is for developers and would disturb the screen.
  static void silenceLibraries() {
    InternalLoggerFactory.setDefaultFactory(JdkLoggerFactory.INSTANCE);
    LogManager.getLogManager().reset();
  }

  private static int chat(
      ClientOptions options,
      UserDirectories directories,
      Texts texts,
      PrintStream out,
      PrintStream err) {
    ChatConsole console = openConsole(options, texts, out, err);
    SessionResult outcome;
    try {
      outcome =
          console instanceof TerminalConsole terminal
              ? new Interactive(options, directories, System.getenv(), terminal, texts)
                  .run(Main::onSignal)
              : lines(options, directories, console, texts);
    } finally {
      console.close();
    }
    outcome.complaints().forEach(err::println);
    boolean isInputMalformed = console instanceof PlainConsole plain && plain.isInputMalformed();
    return isInputMalformed && outcome.exitCode() == ExitCode.DONE.number()
        ? ExitCode.USAGE.number()
        : outcome.exitCode();
  }

  /// A session of lines, for a pipe or with `--plain`.
  private static SessionResult lines(
      ClientOptions options, UserDirectories directories, ChatConsole console, Texts texts) {
    if (!options.invitation().isEmpty()) {
      return new SessionResult(
          ExitCode.USAGE.number(), List.of(texts.get("usage.invite-needs-screen")));
    }
    Optional<String> token;
    try {
      token = accountToken(options, directories, System.getenv(), texts);
    } catch (ProfileException e) {
      return SessionResult.failed(String.valueOf(e.getMessage()));
    }
    if (token.isPresent()) {
      AccountSession session =
          new AccountSession(
              new Endpoint(options.server(), options.security()),
              token.get(),
              console,
              texts,
              ChatSession.SessionTimeouts.DEFAULT);
      onSignal(session::end);
      return session.run();
    }
    ChatSession session = session(options, options.name(), console, texts);
    onSignal(session::end);
    return session.run();
  }

  /// The token of the account that a pipe uses; empty for the first contract.
  static Optional<String> accountToken(
      ClientOptions options,
      UserDirectories directories,
      Map<String, String> environment,
      Texts texts)
      throws ProfileException {
    if (options.isPlain()) {
      return Optional.empty();
    }
    String given = environment.getOrDefault(Credential.TOKEN_VARIABLE, "").strip();
    if (!given.isEmpty() || options.name() == null) {
      return Optional.of(given).filter(token -> !token.isEmpty());
    }
    Endpoint server = new Endpoint(options.server(), options.security());
    return new CredentialStore(directories.credentialsFile(), texts)
        .find(options.server(), options.name())
        .filter(credential -> !credential.isGuest() && credential.isSafeWith(server))
        .map(Credential::token);
  }

  /// @param name null to ask for it
  static ChatSession session(
      ClientOptions options, @Nullable String name, ChatConsole console, Texts texts) {
    return new ChatSession(
        options.server(),
        name,
        (chosen, listener) ->
            new ChatClient(options.server(), options.security(), chosen, listener),
        console,
        texts,
        ChatSession.SessionTimeouts.DEFAULT);
  }

  private static ChatConsole openConsole(
      ClientOptions options, Texts texts, PrintStream out, PrintStream err) {
    String type = System.getenv("TERM");
    if (!options.isPlain() && isTerminal() && type != null && !type.equals("dumb")) {
      try {
        return TerminalConsole.open();
      } catch (IOException _) {
        // Such a terminal still accepts lines.
      }
    }
    return new PlainConsole(System.in, out, err, texts);
  }

  /// Whether both standard input and standard output are a terminal.
  // Java 25 returns no console without a terminal; the check warns of Java 22, which did.
  @SuppressWarnings("SystemConsoleNull")
  private static boolean isTerminal() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }

  /// @param end receives the exit code of the signal
  private static void onSignal(IntConsumer end) {
    onSignal("TERM", 128 + 15, end);
    onSignal("HUP", 128 + 1, end);
  }

  /// A shutdown hook is not suitable: JLine has one too, and their order is undefined.
  private static void onSignal(String signal, int exitCode, IntConsumer end) {
    Signals.register(
        signal,
        () -> {
          // A terminal with stopped output blocks its writers.
          CompletableFuture.delayedExecutor(END_WITHIN_MS, TimeUnit.MILLISECONDS)
              .execute(() -> Runtime.getRuntime().halt(exitCode));
          end.accept(exitCode);
        });
  }

  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}
