package gochat.terminal.screen;

import java.io.IOError;
import java.util.function.Consumer;
import org.jline.keymap.BindingReader;
import org.jline.keymap.KeyMap;
import org.jline.reader.EndOfFileException;
import org.jline.terminal.Terminal;
import org.jspecify.annotations.Nullable;

/// Reads the keyboard on its own thread, because a blocked read can't be ended.
final class Keyboard {
  /// A key that begins with ESC is complete within this time; after it, ESC alone is meant.
  private static final long ESCAPE_TIMEOUT_MS = 60;

  private static final String ESCAPE = "\u001B";
  private static final String PASTE_START = "\u001B[200~";
  private static final String PASTE_END = "\u001B[201~";

  /// The meaning of a sequence.
  private sealed interface Binding {
    record Of(Key key) implements Binding {}

    record Room(int number) implements Binding {}

    record Text() implements Binding {}

    record Paste() implements Binding {}

    record Unknown() implements Binding {}
  }

  private final BindingReader reader;
  private final KeyMap<Binding> keys = new KeyMap<>();
  private final Consumer<KeyEvent> listener;

  Keyboard(Terminal terminal, Consumer<KeyEvent> listener) {
    reader = new BindingReader(terminal.reader());
    this.listener = listener;
    keys.setAmbiguousTimeout(ESCAPE_TIMEOUT_MS);
    keys.setUnicode(new Binding.Text());
    keys.setNomatch(new Binding.Unknown());
    for (char c = ' '; c < 0x7F; c++) {
      keys.bind(new Binding.Text(), String.valueOf(c));
    }
    for (Key key : Key.values()) {
      Binding binding = new Binding.Of(key);
      key.sequences().forEach(sequence -> keys.bind(binding, sequence));
      if (key.capability() != null) {
        String sequence = KeyMap.key(terminal, key.capability());
        if (sequence != null && !sequence.isEmpty()) {
          keys.bind(binding, sequence);
        }
      }
    }
    for (int digit = 0; digit < 10; digit++) {
      keys.bind(
          new Binding.Room(digit == 0 ? 10 : digit), KeyMap.alt(Character.forDigit(digit, 10)));
    }
    keys.bind(new Binding.Paste(), PASTE_START);
  }

  void start() {
    Thread.ofPlatform().daemon().name("gochat-keyboard").start(this::run);
  }

  private void run() {
    try {
      for (KeyEvent event = read(); event != null; event = read()) {
        listener.accept(event);
      }
    } catch (IOError | EndOfFileException _) {
      // The window was closed, or the program has closed the terminal.
    }
    listener.accept(new KeyEvent.End());
  }

  private @Nullable KeyEvent read() {
    while (true) {
      @Nullable Binding binding = reader.readBinding(keys);
      if (binding == null) {
        return null;
      }
      switch (binding) {
        case Binding.Of(var key) -> {
          return new KeyEvent.Pressed(key);
        }
        case Binding.Room(var number) -> {
          return new KeyEvent.Room(number);
        }
        case Binding.Text _ -> {
          return new KeyEvent.Typed(reader.getLastBinding());
        }
        case Binding.Paste _ -> {
          String pasted = reader.readStringUntil(PASTE_END);
          return pasted == null ? null : new KeyEvent.Pasted(lines(pasted));
        }
        case Binding.Unknown _ -> {
          String rest = ESCAPE.equals(reader.getLastBinding()) ? reader.getCurrentBuffer() : "";
          if (rest.startsWith(ESCAPE)) {
            return new KeyEvent.Pressed(Key.CANCEL);
          }
          if (rest.startsWith("[") || rest.startsWith("O")) {
            skipSequence(rest.startsWith("["));
          }
        }
      }
    }
  }

  /// Skips the rest of an unknown sequence: `O` and a character, or `[`, parameters and the final
  /// character (ECMA-48, section 5.4).
  private void skipSequence(boolean hasParameters) {
    @Nullable Binding part = reader.readBinding(keys);
    do {
      part = part == null ? null : reader.readBinding(keys);
    } while (hasParameters
        && part instanceof Binding.Text
        && reader.getLastBinding().charAt(0) < '@');
  }

  /// Terminals send a carriage return for the end of a line.
  private static String lines(String pasted) {
    return pasted.replace("\r\n", "\n").replace('\r', '\n');
  }
}
