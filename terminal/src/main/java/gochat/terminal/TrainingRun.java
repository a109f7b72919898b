package gochat.terminal;

import gochat.terminal.exit.SessionResult;
import gochat.terminal.profile.UserDirectories;
import gochat.terminal.text.Texts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/// Runs a short chat on a terminal in memory. The start script runs it once after the build, where
/// there may be no terminal, to train the ahead-of-time cache of the client.
///
/// The arguments are those of the client.
final class TrainingRun {
  private static final long CONNECTED_WITHIN_S = 30;
  private static final long SHOWN_WITHIN_S = 2;

  private TrainingRun() {}

  static void main(String[] args) throws IOException, InterruptedException {
    Main.silenceLibraries();
    Texts texts = Texts.forLocale("zh_CN.UTF-8");
    ClientOptions options = ClientOptions.parse(args, texts, System.out, System.err);
    Path scratch = Files.createTempDirectory("gochat-training");
    try {
      // The second run reads what the first has saved.
      chat(options, scratch, texts, true);
      chat(options, scratch, texts, true);
      chat(options, scratch, texts, false);
    } finally {
      remove(scratch);
    }
    PipeTraining.run(options.server());
    System.exit(0);
  }

  /// @param hasScreen whether to use the screen, as with the v1 API
  private static void chat(ClientOptions options, Path scratch, Texts texts, boolean hasScreen)
      throws IOException, InterruptedException {
    // The pipe stays open, because the end of the input would close the terminal.
    PipedOutputStream keyboard = new PipedOutputStream();
    InputStream typed = new PipedInputStream(keyboard);
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    Terminal terminal =
        TerminalBuilder.builder()
            .system(false)
            .streams(typed, shown)
            .type("xterm-256color")
            .encoding(StandardCharsets.UTF_8)
            .build();
    try (TerminalConsole console = new TerminalConsole(terminal)) {
      // Only now the terminal delivers single keys.
      type(keyboard, "training\r");
      Thread typist =
          Thread.startVirtualThread(() -> {
            await(shown, "exit", CONNECTED_WITHIN_S);
            type(keyboard, "hello, 你好\r@training psst\r");
            await(shown, "psst", SHOWN_WITHIN_S);
            if (hasScreen) {
              type(keyboard, "/who\r/hel\t\r\u001B[5~\u001B[6~\u000B\u0007");
              await(shown, "/help keys", SHOWN_WITHIN_S);
            }
            type(keyboard, "exit\r");
          });
      SessionResult outcome =
          hasScreen
              ? new Interactive(
                      options,
                      new UserDirectories(scratch, scratch),
                      System.getenv(),
                      console,
                      texts)
                  .run(_ -> {})
              : Main.session(options, null, console, texts).run();
      outcome.complaints().forEach(System.err::println);
      typist.join();
    }
  }

  private static void type(OutputStream keyboard, String keys) {
    try {
      keyboard.write(keys.getBytes(StandardCharsets.UTF_8));
      keyboard.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void await(ByteArrayOutputStream shown, String text, long atMostS) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(atMostS);
    while (!shown.toString(StandardCharsets.UTF_8).contains(text) && System.nanoTime() < end) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  private static void remove(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
  }
}
