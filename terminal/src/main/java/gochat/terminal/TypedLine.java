package gochat.terminal;

import gochat.client.ChatLine;

/// What a line that the user typed means.
sealed interface TypedLine {
  record Nothing() implements TypedLine {}

  record Leave() implements TypedLine {}

  record Say(ChatLine line) implements TypedLine {}

  /// An `@name` with nothing to say to it.
  record TextMissing(String target) implements TypedLine {}

  static TypedLine parse(String typed) {
    if (typed.isBlank()) {
      return new Nothing();
    }
    if (typed.strip().equals("exit")) {
      return new Leave();
    }
    if (!typed.startsWith("@")) {
      return new Say(ChatLine.toEverybody(typed));
    }
    int nameEnd = 1;
    while (nameEnd < typed.length() && !Character.isWhitespace(typed.charAt(nameEnd))) {
      nameEnd++;
    }
    String target = typed.substring(1, nameEnd);
    // One separator belongs to the command, everything after it to the text.
    String text = typed.substring(Math.min(nameEnd + 1, typed.length()));
    return target.isEmpty() || text.isBlank()
        ? new TextMissing(target)
        : new Say(new ChatLine(target, text));
  }
}
