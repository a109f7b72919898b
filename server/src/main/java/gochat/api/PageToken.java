package gochat.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import gochat.error.Failure;
import gochat.error.VisibleText;
import io.grpc.StatusRuntimeException;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;

/// The token of a page: the place in one of the lists at which the page begins, as opaque text.
///
/// @param <P> the place; its `toString` is what `parsed` takes
/// @param parsed makes the place from text; throws an IllegalArgumentException for other text
record PageToken<P>(String list, Function<String, P> parsed) {
  static PageToken<Long> ofPosition(String list) {
    return new PageToken<>(list, PageToken::position);
  }

  /// A position of a log in a token.
  static long position(String text) {
    long position = Long.parseLong(text);
    if (position < 0) {
      throw new IllegalArgumentException("a position before the first one");
    }
    return position;
  }

  String of(P place) {
    return encoded(list + ":" + place);
  }

  /// @return empty for no token: the first page
  /// @throws StatusRuntimeException when it is not a token of this list
  Optional<P> place(String token) {
    if (token.isEmpty()) {
      return Optional.empty();
    }
    try {
      String place = new String(Base64.getUrlDecoder().decode(token), UTF_8);
      if (place.startsWith(list + ":") && encoded(place).equals(token)) {
        return Optional.of(parsed.apply(place.substring(list.length() + 1)));
      }
    } catch (IllegalArgumentException _) {
      // Refused below.
    }
    throw Failure.invalid(
        "page_token",
        VisibleText.quoted(token),
        "the token that another page of this list has returned, or none for the first page");
  }

  private static String encoded(String place) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(place.getBytes(UTF_8));
  }
}
