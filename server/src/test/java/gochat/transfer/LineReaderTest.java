package gochat.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineReaderTest {
  private static final int BLOCK_BYTES = 64 * 1_024;

  @Test
  void aLineMayBeLongerThanABlockAndEndAnywhereInIt() throws IOException {
    List<String> lines = new ArrayList<>();
    for (int chars :
        List.of(BLOCK_BYTES - 1, BLOCK_BYTES, 1, 3 * BLOCK_BYTES, 0, BLOCK_BYTES - 3)) {
      lines.add("é".repeat(chars / 2) + "x".repeat(chars % 2) + "\n");
    }

    assertThat(read(String.join("", lines))).isEqualTo(lines);
  }

  @Test
  void aLineWithoutAnEndIsCut() throws IOException {
    assertThat(read("one\ntwo")).containsExactly("one\n");
    assertThat(read("one\n" + "x".repeat(BLOCK_BYTES))).containsExactly("one\n");
    assertThat(read("")).isEmpty();
  }

  @Test
  void aStreamMayGiveAByteAtATime() throws IOException {
    assertThat(
            read(
                new ByteArrayInputStream("one\n\ntwo\n".getBytes(UTF_8)) {
                  @Override
                  public int read(byte[] into) {
                    return read(into, 0, 1);
                  }
                }))
        .containsExactly("one\n", "\n", "two\n");
  }

  private static List<String> read(String text) throws IOException {
    return read(new ByteArrayInputStream(text.getBytes(UTF_8)));
  }

  private static List<String> read(InputStream in) throws IOException {
    List<String> lines = new ArrayList<>();
    try (LineReader reader = new LineReader(in)) {
      for (byte[] line = reader.next(); line.length > 0; line = reader.next()) {
        lines.add(new String(line, UTF_8));
      }
    }
    return lines;
  }
}
