package gochat.terminal;

import gochat.client.ChatClient;
import gochat.client.v1.Endpoint;
import gochat.terminal.pipe.Setup;
import gochat.terminal.profile.Places;
import gochat.terminal.profile.ProfileFile;
import gochat.terminal.text.Texts;
import io.netty.util.internal.logging.InternalLoggerFactory;
import io.netty.util.internal.logging.JdkLoggerFactory;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.LogManager;
import org.jline.utils.Signals;

/// The program `client`.
final class Main {
  private static final long END_WITHIN_MS = 3_000;

  private Main() {}

  static void main(String[] args) {
    silenceLibraries();
    PrintStream out = utf8(FileDescriptor.out);
    PrintStream err = utf8(FileDescriptor.err);
    Texts texts = Texts.forLocale(System.getenv("GOCHAT_LANG"));
    Places places = Places.of(System.getenv());
    Options options =
        Options.parse(args, new ProfileFile(places.profileFile(), texts)::read, texts, out, err);
    System.exit(exitCode(options, places, texts, out, err));
  }

  /// An errand, or the client that one sits in front of.
  private static int exitCode(
      Options options, Places places, Texts texts, PrintStream out, PrintStream err) {
    if (options.exitCode() != null) {
      return options.exitCode();
    }
    Options.Errand errand = options.errand();
    return errand == null
        ? chat(options, texts, out, err)
        : errand.subcommand().run(errand.parsed(), setup(options, places, texts, err));
  }

  private static Setup setup(Options options, Places places, Texts texts, PrintStream err) {
    return new Setup(
        new Endpoint(options.server(), options.security()),
        options.name(),
        places,
        System.getenv(),
        texts,
        System.in,
        new FileOutputStream(FileDescriptor.out),
        err,
        () -> CommandLines.whole(texts));
  }

  /// The libraries' log is for developers; the terminal belongs to the conversation.
  static void silenceLibraries() {
    InternalLoggerFactory.setDefaultFactory(JdkLoggerFactory.INSTANCE);
    LogManager.getLogManager().reset();
  }

  private static int chat(Options options, Texts texts, PrintStream out, PrintStream err) {
    ChatConsole console = openConsole(options, texts, out, err);
    ChatSession session =
        new ChatSession(
            options.server(),
            options.name(),
            (name, listener) ->
                new ChatClient(options.server(), options.security(), name, listener),
            console,
            texts,
            ChatSession.Patience.DEFAULT);
    endOnSignal("TERM", 128 + 15, session);
    endOnSignal("HUP", 128 + 1, session);
    Outcome outcome = session.run();
    console.close();
    outcome.complaints().forEach(err::println);
    return outcome.exitCode();
  }

  private static ChatConsole openConsole(
      Options options, Texts texts, PrintStream out, PrintStream err) {
    String type = System.getenv("TERM");
    if (!options.isPlain() && isTerminal() && type != null && !type.equals("dumb")) {
      try {
        return TerminalConsole.open();
      } catch (IOException _) {
        // A terminal without an editor still takes lines.
      }
    }
    return new PlainConsole(System.in, out, err, texts);
  }

  /// Whether both standard input and standard output are a terminal.
  // Java 25 gives no console without one; the check reminds of Java 22, where it differed.
  @SuppressWarnings("SystemConsoleNull")
  private static boolean isTerminal() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }

  /// Not by a shutdown hook: JLine has one too, and the order of hooks is not defined.
  private static void endOnSignal(String signal, int exitCode, ChatSession session) {
    Signals.register(
        signal,
        () -> {
          // A terminal whose output is stopped holds up whoever writes to it.
          CompletableFuture.delayedExecutor(END_WITHIN_MS, TimeUnit.MILLISECONDS)
              .execute(() -> Runtime.getRuntime().halt(exitCode));
          session.end(exitCode);
        });
  }

  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}
