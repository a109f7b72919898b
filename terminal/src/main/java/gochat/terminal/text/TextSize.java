package gochat.terminal.text;

import java.nio.charset.StandardCharsets;

/// The size limit of a message.
public final class TextSize {
  /// The default limit of servers, in bytes of UTF-8.
  public static final int BYTES_MAX = 64 << 10;

  private TextSize() {}

  public static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
