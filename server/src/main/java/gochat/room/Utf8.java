package gochat.room;

/// Lengths of texts in UTF-8.
public final class Utf8 {
  private Utf8() {}

  /// The number of bytes of `text` in UTF-8.
  public static int length(String text) {
    int bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      // Each half of a surrogate pair counts two bytes: a pair has four.
      bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
    return bytes;
  }
}
