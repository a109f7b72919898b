package gochat.api;

import gochat.limit.RequestLimit;
import java.util.Optional;
import java.util.UUID;

/// Checks what requests hold; each says the field, the value and what was expected.
final class Arguments {
  /// How many users one request may ask for.
  static final int USERS_MAX = RequestLimit.USERS.standardInt();

  private static final int UUID_CHARS = 36;

  private Arguments() {}

  /// A page's size; 0 takes the usual one.
  static int pageSize(int asked, int max, int usual) {
    if (asked < 0 || asked > max) {
      throw Failures.invalid("page_size", asked, "1..%d; 0 takes %d".formatted(max, usual));
    }
    return asked == 0 ? usual : asked;
  }

  /// The seq of an event that there could be.
  static long seq(String field, long asked) {
    return atLeast(field, asked, 1);
  }

  /// A position in a log: the seq of an event, or 0 before the first one.
  static long position(String field, long asked) {
    return atLeast(field, asked, 0);
  }

  private static long atLeast(String field, long asked, int min) {
    if (asked < min) {
      throw Failures.invalid(field, asked, min + ".." + Long.MAX_VALUE);
    }
    return asked;
  }

  static void atMost(String field, int asked, int max) {
    if (asked > max) {
      throw Failures.invalid(field, asked + " entries", "at most " + max);
    }
  }

  /// The token of a page that begins behind a place.
  static long placeToken(String field, String asked) {
    try {
      return position(field, Long.parseLong(asked));
    } catch (NumberFormatException _) {
      throw Failures.invalid(
          field, VisibleText.quoted(asked), "the next_page_token of the page before");
    }
  }

  static UUID uuid(String field, String asked) {
    return parseUuid(asked)
        .orElseThrow(() ->
            Failures.invalid(
                field,
                VisibleText.quoted(asked),
                "a UUID such as \"123e4567-e89b-42d3-a456-426614174000\""));
  }

  /// Empty when `text` is none, in the form of RFC 9562.
  static Optional<UUID> parseUuid(String text) {
    if (text.length() != UUID_CHARS) {
      return Optional.empty();
    }
    try {
      UUID id = UUID.fromString(text);
      // It takes other forms too.
      return id.toString().equalsIgnoreCase(text) ? Optional.of(id) : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
