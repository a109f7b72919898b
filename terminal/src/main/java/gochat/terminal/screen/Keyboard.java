package gochat.terminal.screen;

import java.io.IOError;
import java.util.function.Consumer;
import org.jline.keymap.BindingReader;
import org.jline.keymap.KeyMap;
import org.jline.reader.EndOfFileException;
import org.jline.terminal.Terminal;
import org.jspecify.annotations.Nullable;

/// Reads the keyboard on a thread of its own, because a blocked read can't be ended.
final class Keyboard {
  /// A key that begins with ESC has come completely by then; a lone ESC is meant after it.
  private static final long ESCAPE_TIMEOUT_MS = 60;

  private static final String PASTE_START = "\u001B[200~";
  private static final String PASTE_END = "\u001B[201~";

  /// What a sequence stands for.
  private sealed interface Binding {
    record Of(Key key) implements Binding {}

    record Room(int number) implements Binding {}

    record Text() implements Binding {}

    record Paste() implements Binding {}

    record Unknown() implements Binding {}
  }

  private final BindingReader reader;
  private final KeyMap<Binding> keys = new KeyMap<>();
  private final Consumer<Stroke> listener;

  Keyboard(Terminal terminal, Consumer<Stroke> listener) {
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
      for (Stroke stroke = read(); stroke != null; stroke = read()) {
        listener.accept(stroke);
      }
    } catch (IOError | EndOfFileException _) {
      // The window is gone, or the program has closed the terminal.
    }
    listener.accept(new Stroke.End());
  }

  private @Nullable Stroke read() {
    while (true) {
      @Nullable Binding binding = reader.readBinding(keys);
      if (binding == null) {
        return null;
      }
      switch (binding) {
        case Binding.Of(var key) -> {
          return new Stroke.Pressed(key);
        }
        case Binding.Room(var number) -> {
          return new Stroke.Room(number);
        }
        case Binding.Text _ -> {
          return new Stroke.Typed(reader.getLastBinding());
        }
        case Binding.Paste _ -> {
          String pasted = reader.readStringUntil(PASTE_END);
          return pasted == null ? null : new Stroke.Pasted(lines(pasted));
        }
        case Binding.Unknown _ -> {
          // Nothing that this client knows.
        }
      }
    }
  }

  /// Terminals send a carriage return for each end of a line.
  private static String lines(String pasted) {
    return pasted.replace("\r\n", "\n").replace('\r', '\n');
  }
}
