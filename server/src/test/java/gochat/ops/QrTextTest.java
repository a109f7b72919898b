package gochat.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.nayuki.qrcodegen.QrCode;
import java.util.List;
import org.junit.jupiter.api.Test;

class QrTextTest {
  private static final String LINK = "https://chat.example.org/#/invite/A1B2-C3D4-E5F6-G7H8-J9K0";
  private static final int COLUMNS = 33 + 8;

  @Test
  void theBlocksAreTheModulesWithAMarginInWhichReadersFindTheCode() {
    List<String> lines =
        QrText.of(LINK, COLUMNS).orElseThrow().lines().map(QrTextTest::withoutColors).toList();
    QrCode code = QrCode.encodeText(LINK, QrCode.Ecc.LOW);

    assertThat(lines).hasSize((COLUMNS + 1) / 2).allMatch(line -> line.length() == COLUMNS);
    for (int y = 0; y < COLUMNS; y++) {
      for (int x = 0; x < COLUMNS; x++) {
        char block = lines.get(y / 2).charAt(x);
        boolean isDark = block == '█' || block == (y % 2 == 0 ? '▀' : '▄');
        assertThat(isDark).as("%d, %d", x, y).isEqualTo(code.getModule(x - 4, y - 4));
      }
    }
    // The upper left finder pattern.
    assertThat(lines.get(2)).startsWith("    █▀▀▀▀▀█ ");
    assertThat(lines.get(5)).startsWith("    ▀▀▀▀▀▀▀ ");
  }

  private static String withoutColors(String line) {
    assertThat(line).startsWith("\u001B[30;107m").endsWith("\u001B[0m");
    return line.replaceAll("\u001B\\[[0-9;]*m", "");
  }

  @Test
  void aTerminalThatIsTooNarrowGetsNone() {
    assertThat(QrText.of(LINK, COLUMNS - 1)).isEmpty();
    assertThat(QrText.of(LINK, 0)).isEmpty();
  }
}
