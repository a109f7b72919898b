package gochat.terminal.text;

import java.nio.charset.StandardCharsets;

/// How long a message may be.
public final class TextSize {
  /// What a message holds, in bytes of UTF-8, unless a server is set up otherwise.
  public static final int BYTES_MAX = 64 << 10;

  private TextSize() {}

  public static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
