package gochat.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;

/// Asserts that a long list is the beginning of another one. A failure shows where they part
/// instead of both.
final class Beginning {
  private static final int SHOWN_BEFORE = 3;
  private static final int SHOWN_FROM_THERE = 7;

  private Beginning() {}

  /// @param beginning may be empty, which is the beginning of every list, or all of `whole`
  static <T> void assertIsBeginning(List<T> beginning, List<T> whole, String description) {
    int place = Arrays.mismatch(beginning.toArray(), whole.toArray());
    if (place >= 0 && place < beginning.size()) {
      assertThat(around(place, beginning))
          .as(
              "%s: %d elements are no beginning of %d, they part at index %d; around it",
              description, beginning.size(), whole.size(), place)
          .isEqualTo(around(place, whole));
    }
  }

  private static <T> List<T> around(int place, List<T> list) {
    return list.subList(
        Math.max(0, place - SHOWN_BEFORE), Math.min(list.size(), place + SHOWN_FROM_THERE));
  }
}
