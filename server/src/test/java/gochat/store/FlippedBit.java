package gochat.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Damages files as a fault of the disk does.
public final class FlippedBit {
  private FlippedBit() {}

  /// Flips a bit of each place of a file that has `text`.
  ///
  /// @param text in ASCII, somewhere in the file
  public static void in(Path file, String text) throws IOException {
    String content = Files.readString(file, ISO_8859_1);
    if (!content.contains(text)) {
      throw new IllegalArgumentException(file + " has no " + text);
    }
    String damaged = (char) (text.charAt(0) ^ 1) + text.substring(1);
    Files.writeString(file, content.replace(text, damaged), ISO_8859_1);
  }

  /// Flips a bit of each of the 64 bytes in the middle of a file. In a compressed file a single one
  /// may change nothing: zeros that are copied from elsewhere are still zeros.
  public static void inTheMiddleOf(Path file) throws IOException {
    byte[] content = Files.readAllBytes(file);
    int middle = content.length / 2;
    for (int place = middle - 32; place < middle + 32; place++) {
      content[place] ^= 1;
    }
    Files.write(file, content);
  }
}
