package gochat.terminal;

import gochat.client.ChatClient;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.logging.LogManager;

/// The program `client`.
final class Main {
  private static final long END_WITHIN_MS = 3_000;

  private Main() {}

  static void main(String[] args) {
    // The libraries' log is for developers; the terminal belongs to the conversation.
    LogManager.getLogManager().reset();
    PrintStream out = utf8(FileDescriptor.out);
    PrintStream err = utf8(FileDescriptor.err);
    Texts texts = Texts.forLocale(System.getenv("GOCHAT_LANG"));
    Options options = Options.parse(args, texts, out, err);
    int exitCode = options.exitCode() != null ? options.exitCode() : chat(options, texts, out, err);
    System.exit(exitCode);
  }

  private static int chat(Options options, Texts texts, PrintStream out, PrintStream err) {
    ChatConsole console = openConsole(texts, out, err);
    ChatSession session =
        new ChatSession(
            options.server(),
            options.name(),
            (name, listener) -> new ChatClient(options.server(), name, listener),
            console,
            texts,
            ChatSession.Patience.DEFAULT);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> endWithin(session::abandon)));
    Outcome outcome = session.run();
    console.close();
    outcome.complaints().forEach(err::println);
    return outcome.exitCode();
  }

  private static ChatConsole openConsole(Texts texts, PrintStream out, PrintStream err) {
    String type = System.getenv("TERM");
    if (isTerminal() && type != null && !type.equals("dumb")) {
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

  /// A terminal whose output is stopped may hold up whoever writes to it; the process ends all the
  /// same.
  private static void endWithin(Runnable end) {
    Thread thread = Thread.ofPlatform().daemon().start(end);
    try {
      if (!thread.join(Duration.ofMillis(END_WITHIN_MS))) {
        Runtime.getRuntime().halt(1);
      }
    } catch (InterruptedException _) {
      Runtime.getRuntime().halt(1);
    }
  }

  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}
