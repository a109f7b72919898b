package gochat.terminal.screen;

import java.util.HashMap;
import java.util.Map;
import org.jline.utils.AttributedCharSequence.ForceMode;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;

/// Encodes rows for the terminal. JLine makes the styles, but not the text: it would replace
/// characters that draw lines by an older encoding than Unicode.
final class Ansi {
  private static final String PLAIN = "\u001B[0m";
  private static final String PROBE = "x";

  private final int colours;
  private final Map<AttributedStyle, String> starts = new HashMap<>();

  /// @param colours the number of the terminal's colours
  Ansi(int colours) {
    this.colours = colours;
  }

  String of(AttributedString row) {
    StringBuilder out = new StringBuilder(row.length() + 32);
    for (int start = 0; start < row.length(); ) {
      int end = row.runLimit(start);
      String style = starts.computeIfAbsent(row.styleAt(start), this::start);
      out.append(style).append(row, start, end);
      if (!style.isEmpty()) {
        out.append(PLAIN);
      }
      start = end;
    }
    return out.toString();
  }

  private String start(AttributedStyle style) {
    String probe = new AttributedString(PROBE, style).toAnsi(colours, ForceMode.None);
    return probe.substring(0, probe.indexOf(PROBE));
  }
}
