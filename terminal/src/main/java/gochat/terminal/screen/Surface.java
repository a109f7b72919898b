package gochat.terminal.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.ControlChar;
import org.jline.terminal.Attributes.InputFlag;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.InfoCmp.Capability;

/// The terminal as a drawing surface. It writes only changed rows, each as a whole. So a character
/// that is wider in the terminal than expected spoils only its own row. It restores the terminal at
/// the end.
///
/// Used by one thread; another one may call [#leave] when the program has to end at once.
final class Surface implements AutoCloseable {
  private static final String PASTE_MARKS_ON = "\u001B[?2004h";
  private static final String PASTE_MARKS_OFF = "\u001B[?2004l";

  /// Turns wrapping off: text that does not fit is cut off and does not spoil the row below.
  private static final String WRAP_OFF = "\u001B[?7l";

  private static final String WRAP_ON = "\u001B[?7h";

  /// A terminal that supports these sequences shows the output between them at once.
  private static final String DRAWING_STARTS = "\u001B[?2026h";

  private static final String DRAWING_ENDS = "\u001B[?2026l";

  private static final Size SIZE_IF_UNKNOWN = Size.of(80, 24);

  private final Terminal terminal;
  private final Attributes found;
  private final int colours;
  private final Ansi ansi;
  private List<AttributedString> shown = List.of();
  private boolean isEntered;

  Surface(Terminal terminal) {
    this.terminal = terminal;
    found = terminal.getAttributes();
    Integer coloursMax = terminal.getNumericCapability(Capability.max_colors);
    colours = coloursMax == null ? 0 : Math.max(0, coloursMax);
    ansi = new Ansi(colours);
    enter();
  }

  /// The number of the terminal's colours; 0: none known.
  int colours() {
    return colours;
  }

  /// Takes the terminal, at first and after another program.
  synchronized void enter() {
    isEntered = true;
    terminal.enterRawMode();
    Attributes raw = terminal.getAttributes();
    // Ctrl+C and Ctrl+Z come as keys, like all others. Ctrl+S must not stop the output.
    raw.setLocalFlag(LocalFlag.ISIG, false);
    raw.setInputFlag(InputFlag.IXON, false);
    raw.setControlChar(ControlChar.VLNEXT, 0);
    terminal.setAttributes(raw);
    terminal.puts(Capability.enter_ca_mode);
    terminal.puts(Capability.keypad_xmit);
    terminal.writer().write(PASTE_MARKS_ON + WRAP_OFF);
    clear();
  }

  Size size() {
    Size size = terminal.getSize();
    return size.getColumns() > 0 && size.getRows() > 0 ? size : SIZE_IF_UNKNOWN;
  }

  /// The next drawing writes all rows.
  synchronized void clear() {
    shown = List.of();
    terminal.puts(Capability.cursor_home);
    terminal.puts(Capability.clr_eos);
  }

  synchronized void draw(Frame frame) {
    if (!isEntered) {
      return;
    }
    var out = terminal.writer();
    out.write(DRAWING_STARTS);
    terminal.puts(Capability.cursor_invisible);
    for (int row = 0; row < frame.rows().size(); row++) {
      AttributedString now = frame.rows().get(row);
      if (row >= shown.size() || !Objects.equals(shown.get(row), now)) {
        terminal.puts(Capability.cursor_address, row, 0);
        // Clears before the text, because the cursor has no column after a full row.
        terminal.puts(Capability.clr_eol);
        out.write(ansi.of(now));
      }
    }
    terminal.puts(Capability.cursor_address, frame.cursorRow(), frame.cursorColumn());
    terminal.puts(Capability.cursor_normal);
    out.write(DRAWING_ENDS);
    terminal.flush();
    shown = new ArrayList<>(frame.rows());
  }

  synchronized void write(String sequence) {
    if (isEntered) {
      terminal.writer().write(sequence);
      terminal.flush();
    }
  }

  synchronized void bell() {
    terminal.puts(Capability.bell);
    terminal.flush();
  }

  /// Restores the terminal.
  synchronized void leave() {
    if (!isEntered) {
      return;
    }
    isEntered = false;
    if (terminal.getStringCapability(Capability.exit_ca_mode) == null) {
      // Without an alternate screen, later output goes below this one.
      terminal.puts(Capability.cursor_address, size().getRows() - 1, 0);
      terminal.writer().println();
    }
    terminal.writer().write(WRAP_ON + PASTE_MARKS_OFF);
    terminal.puts(Capability.cursor_normal);
    terminal.puts(Capability.keypad_local);
    terminal.puts(Capability.exit_ca_mode);
    terminal.flush();
    terminal.setAttributes(found);
  }

  @Override
  public void close() {
    leave();
  }
}
