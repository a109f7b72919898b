package gochat.client.markup;

/// A part of a text with a meaning.
///
/// @param from in UTF-16 code units of the text
/// @param to the index after it
/// @param target the address of a link, the name of a mention, else empty
/// @param isKnown whether a mention is of a known name; true for all others
public record Span(Kind kind, int from, int to, String target, boolean isKnown) {
  public enum Kind {
    LINK,
    MENTION,
    CODE,
    BOLD,
    ITALIC,
    STRIKE,
    /// A backslash that escapes a mark.
    ESCAPE
  }

  /// The same span, moved.
  public Span movedBy(int distance) {
    return new Span(kind, from + distance, to + distance, target, isKnown);
  }

  static Span of(Kind kind, int from, int to) {
    return new Span(kind, from, to, "", true);
  }

  /// The backslash at this position.
  static Span escape(int slash) {
    return of(Kind.ESCAPE, slash, slash + 1);
  }

  static Span link(int from, int to, String address) {
    return new Span(Kind.LINK, from, to, address, true);
  }
}
