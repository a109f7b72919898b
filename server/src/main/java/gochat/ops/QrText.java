package gochat.ops;

import io.nayuki.qrcodegen.QrCode;
import java.util.Optional;

/// A QR code as lines of half blocks for a terminal: a character has two modules, one above the
/// other.
final class QrText {
  /// The light modules around the code that a reader needs (ISO/IEC 18004, section 6.3.8).
  private static final int MARGIN = 4;

  /// Black on white, whatever the colours of the terminal: not every reader takes an inverted code.
  private static final String COLORS = "\u001B[30;107m";

  private static final String COLORS_END = "\u001B[0m";

  private QrText() {}

  /// @param columns of the terminal
  /// @return lines with `\n` between them; empty when the terminal is too narrow
  static Optional<String> of(String text, int columns) {
    QrCode code = QrCode.encodeText(text, QrCode.Ecc.LOW);
    int end = code.size + MARGIN;
    if (end + MARGIN > columns) {
      return Optional.empty();
    }
    StringBuilder lines = new StringBuilder();
    for (int y = -MARGIN; y < end; y += 2) {
      lines.append(y == -MARGIN ? "" : "\n").append(COLORS);
      for (int x = -MARGIN; x < end; x++) {
        lines.append(block(code.getModule(x, y), code.getModule(x, y + 1)));
      }
      lines.append(COLORS_END);
    }
    return Optional.of(lines.toString());
  }

  private static char block(boolean isUpperDark, boolean isLowerDark) {
    if (isUpperDark) {
      return isLowerDark ? '█' : '▀';
    }
    return isLowerDark ? '▄' : ' ';
  }
}
