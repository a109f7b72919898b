package gochat.terminal.screen;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.junit.jupiter.api.Test;

class KeyboardTest {
  /// Types keys in one piece, and an Enter.
  ///
  /// @return the events before the Enter
  private static List<KeyEvent> events(String typed) throws Exception {
    BlockingQueue<KeyEvent> queue = new LinkedBlockingQueue<>();
    // The pipe stays open, because JLine closes a terminal at the end of its input.
    try (PipedOutputStream keyboard = new PipedOutputStream();
        Terminal terminal =
            TerminalBuilder.builder()
                .system(false)
                .streams(new PipedInputStream(keyboard), OutputStream.nullOutputStream())
                .type("xterm-256color")
                .encoding(UTF_8)
                .build()) {
      terminal.enterRawMode();
      new Keyboard(terminal, queue::add).start();
      keyboard.write((typed + "\r").getBytes(UTF_8));
      keyboard.flush();
      List<KeyEvent> events = new ArrayList<>();
      KeyEvent event = queue.poll(60, TimeUnit.SECONDS);
      while (event != null && !event.equals(new KeyEvent.Pressed(Key.SEND))) {
        events.add(event);
        event = queue.poll(60, TimeUnit.SECONDS);
      }
      return events;
    }
  }

  @Test
  void escapeCountsThoughAnotherKeyFollowsAtOnce() throws Exception {
    assertThat(events("\u001B\u001B[1;3Ax"))
        .containsExactly(
            new KeyEvent.Pressed(Key.CANCEL),
            new KeyEvent.Pressed(Key.SELECT_EARLIER),
            new KeyEvent.Typed("x"));
  }

  @Test
  void anUnknownKeyTypesNothing() throws Exception {
    assertThat(events("a\u001B[15~b\u001B[1;6Pc\u001BOPd\u001B[Ze"))
        .containsExactly(
            new KeyEvent.Typed("a"),
            new KeyEvent.Typed("b"),
            new KeyEvent.Typed("c"),
            new KeyEvent.Typed("d"),
            new KeyEvent.Pressed(Key.COMPLETE_BACK),
            new KeyEvent.Typed("e"));
  }
}
