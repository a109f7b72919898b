package gochat.room;

/// Lengths of texts as they travel.
public final class Utf8 {
  private Utf8() {}

  /// How many bytes `text` takes in UTF-8.
  public static int length(String text) {
    int bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      // Each half of a surrogate pair counts two: a pair takes four bytes.
      bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
    return bytes;
  }
}
