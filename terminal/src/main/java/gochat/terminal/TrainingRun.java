package gochat.terminal;

import gochat.client.ChatClient;
import gochat.terminal.text.Texts;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/// A short conversation on a terminal that exists in memory only. The start script lets it run once
/// after the build, where there may be no terminal, so that the ahead-of-time cache learns what a
/// person at one will need.
///
/// The arguments are those of the client.
final class TrainingRun {
  private TrainingRun() {}

  static void main(String[] args) throws IOException {
    Main.silenceLibraries();
    Texts texts = Texts.forLocale("zh_CN.UTF-8");
    Options options = Options.parse(args, texts, System.out, System.err);
    // A pipe that stays open, because a terminal whose input ends is closed.
    PipedOutputStream keyboard = new PipedOutputStream();
    InputStream typed = new PipedInputStream(keyboard);
    Terminal terminal =
        TerminalBuilder.builder()
            .system(false)
            .streams(typed, OutputStream.nullOutputStream())
            .type("xterm-256color")
            .encoding(StandardCharsets.UTF_8)
            .build();
    try (ChatConsole console = new TerminalConsole(terminal)) {
      // Not earlier: only now the terminal passes on what is typed, key by key.
      keyboard.write(
          "training\rhello, 你好\r@training psst\rexit\r".getBytes(StandardCharsets.UTF_8));
      Outcome outcome =
          new ChatSession(
                  options.server(),
                  null,
                  (name, listener) ->
                      new ChatClient(options.server(), options.security(), name, listener),
                  console,
                  texts,
                  ChatSession.Patience.DEFAULT)
              .run();
      outcome.complaints().forEach(System.err::println);
    }
    PipeTraining.run(options.server());
    System.exit(0);
  }
}
