package gochat.terminal.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/// Reads UTF-8 and reports invalid bytes instead of replacing them silently. For one thread.
public final class Utf8Input {
  /// The result for bytes that are not UTF-8.
  public static final int MALFORMED = -2;

  public static final int END = -1;

  private static final int BUFFER_BYTES = 8_192;

  private final InputStream in;
  private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
  private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER_BYTES).flip();
  private final CharBuffer chars = CharBuffer.allocate(BUFFER_BYTES).flip();
  private int malformedBytes;
  private boolean hasEnded;

  public Utf8Input(InputStream in) {
    this.in = in;
  }

  /// @return a code point, [#MALFORMED] or [#END]
  public int next() throws IOException {
    while (!chars.hasRemaining()) {
      if (malformedBytes > 0) {
        bytes.position(bytes.position() + malformedBytes);
        malformedBytes = 0;
        return MALFORMED;
      }
      if (!decode() && !read()) {
        return END;
      }
    }
    char first = chars.get();
    // The decoder returns both surrogates or neither.
    return Character.isHighSurrogate(first) ? Character.toCodePoint(first, chars.get()) : first;
  }

  /// @return whether there is new input
  private boolean decode() {
    chars.clear();
    CoderResult result = decoder.decode(bytes, chars, hasEnded);
    chars.flip();
    malformedBytes = result.isMalformed() ? result.length() : 0;
    return chars.hasRemaining() || malformedBytes > 0;
  }

  /// @return false if there is nothing left to decode
  private boolean read() throws IOException {
    if (hasEnded) {
      return false;
    }
    bytes.compact();
    int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
    hasEnded = count < 0;
    bytes.position(bytes.position() + Math.max(0, count)).flip();
    return true;
  }
}
