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

/// The whole terminal as a surface to draw on. Only rows that have changed are written, each as a
/// whole, so a terminal that takes a character for wider than this program does spoils no more than
/// that row. Leaves the terminal as it was found.
final class Surface implements AutoCloseable {
  private static final String PASTE_MARKS_ON = "\u001B[?2004h";
  private static final String PASTE_MARKS_OFF = "\u001B[?2004l";

  /// What does not fit is cut off at the edge instead of spoiling the row below.
  private static final String WRAP_OFF = "\u001B[?7l";

  private static final String WRAP_ON = "\u001B[?7h";

  /// The terminal shows what comes between these at once, if it knows them.
  private static final String DRAWING_STARTS = "\u001B[?2026h";

  private static final String DRAWING_ENDS = "\u001B[?2026l";

  private static final int COLOURS_IF_UNKNOWN = 8;

  private static final Size SIZE_IF_UNKNOWN = Size.of(80, 24);

  private final Terminal terminal;
  private final Attributes found;
  private final Ansi ansi;
  private List<AttributedString> shown = List.of();
  private boolean isClosed;

  Surface(Terminal terminal) {
    this.terminal = terminal;
    found = terminal.getAttributes();
    Integer coloursMax = terminal.getNumericCapability(Capability.max_colors);
    ansi = new Ansi(coloursMax == null ? COLOURS_IF_UNKNOWN : coloursMax);
    terminal.enterRawMode();
    Attributes raw = terminal.getAttributes();
    // Ctrl+C comes as a key, like all others; Ctrl+S and Ctrl+Z would look like a hang.
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

  /// Everything is drawn anew.
  void clear() {
    shown = List.of();
    terminal.puts(Capability.cursor_home);
    terminal.puts(Capability.clr_eos);
  }

  void draw(Frame frame) {
    if (isClosed) {
      return;
    }
    var out = terminal.writer();
    out.write(DRAWING_STARTS);
    terminal.puts(Capability.cursor_invisible);
    for (int row = 0; row < frame.rows().size(); row++) {
      AttributedString now = frame.rows().get(row);
      if (row >= shown.size() || !Objects.equals(shown.get(row), now)) {
        terminal.puts(Capability.cursor_address, row, 0);
        // Before the text: behind a row that is full there is no place to clear from.
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

  void write(String sequence) {
    if (!isClosed) {
      terminal.writer().write(sequence);
      terminal.flush();
    }
  }

  void bell() {
    terminal.puts(Capability.bell);
    terminal.flush();
  }

  @Override
  public void close() {
    if (isClosed) {
      return;
    }
    isClosed = true;
    terminal.writer().write(WRAP_ON + PASTE_MARKS_OFF);
    terminal.puts(Capability.cursor_normal);
    terminal.puts(Capability.keypad_local);
    terminal.puts(Capability.exit_ca_mode);
    terminal.flush();
    terminal.setAttributes(found);
  }
}
