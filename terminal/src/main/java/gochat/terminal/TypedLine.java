package gochat.terminal;

import gochat.client.markup.KnownNames;
import gochat.client.seed.ChatLine;
import gochat.terminal.command.PrivateLine;

/// The meaning of a typed line.
sealed interface TypedLine {
  record Nothing() implements TypedLine {}

  record Leave() implements TypedLine {}

  record Say(ChatLine line) implements TypedLine {}

  /// An `@name` without a text.
  record TextMissing(String target) implements TypedLine {}

  static TypedLine parse(String typed) {
    if (typed.isBlank()) {
      return new Nothing();
    }
    if (typed.strip().equals("exit")) {
      return new Leave();
    }
    PrivateLine line = PrivateLine.parse(typed, KnownNames.NONE);
    if (line == null) {
      return new Say(ChatLine.toEverybody(typed));
    }
    return line.name().isEmpty() || line.text().isBlank()
        ? new TextMissing(line.name())
        : new Say(new ChatLine(line.name(), line.text()));
  }
}
