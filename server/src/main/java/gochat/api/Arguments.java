package gochat.api;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// Checks what requests hold; each says the field, the value and what was expected.
final class Arguments {
  /// How many users one request may ask for.
  static final int USERS_MAX = 500;

  private static final Pattern UUID_FORM =
      Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

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

  static UUID uuid(String field, String asked) {
    return parseUuid(asked)
        .orElseThrow(() ->
            Failures.invalid(
                field,
                VisibleText.quoted(asked),
                "a UUID such as \"123e4567-e89b-42d3-a456-426614174000\""));
  }

  /// Empty when `text` is none; [UUID#fromString] alone takes more than that.
  static Optional<UUID> parseUuid(String text) {
    return UUID_FORM.matcher(text).matches()
        ? Optional.of(UUID.fromString(text))
        : Optional.empty();
  }
}
