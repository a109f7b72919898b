package gochat.bus.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PartsTest {
  private static final byte[] ENCODED =
      FrameCodec.encode(new Frame.Declined(new Frame.ReturnAddress(1, 2)));

  private final Parts parts = new Parts();

  /// @param index of the one part for each byte
  private @Nullable Frame add(long node, long frame, int index) {
    byte[] bytes = {ENCODED[index]};
    return parts.add(node, new Frame.Part(frame, index, ENCODED.length, bytes), 0);
  }

  private @Nullable Frame add(long node, long frame, int from, int to) {
    Frame last = null;
    for (int i = from; i < to; i++) {
      last = add(node, frame, i);
    }
    return last;
  }

  @Test
  void partsOfDifferentNodesMayAlternate() {
    add(1, 7, 0, 5);
    assertThat(add(2, 7, 0, ENCODED.length)).isNotNull();
    assertThat(add(1, 7, 5, ENCODED.length)).isNotNull();
  }

  @Test
  void aFrameWithoutOneOfItsPartsIsDropped() {
    add(1, 7, 0, 3);
    assertThat(add(1, 7, 4, ENCODED.length)).isNull();
    assertThat(add(1, 8, 1, ENCODED.length)).isNull();
    assertThat(add(1, 9, 0, ENCODED.length)).isNotNull();
  }

  @Test
  void anotherFrameTakesThePlaceOfAnIncompleteOne() {
    add(1, 7, 0, 3);
    add(1, 8, 0, 3);
    assertThat(add(1, 7, 3, ENCODED.length)).isNull();
  }

  @Test
  void afterTwoSecondsAnIncompleteFrameIsDropped() {
    add(1, 7, 0, 3);
    parts.dropOld(TimeUnit.SECONDS.toNanos(2));
    assertThat(add(1, 7, 3, ENCODED.length)).isNotNull();

    add(1, 8, 0, 3);
    parts.dropOld(TimeUnit.SECONDS.toNanos(2) + 1);
    assertThat(add(1, 8, 3, ENCODED.length)).isNull();
  }

  @Test
  void noMoreBytesAreKeptThanALongMessageHas() {
    Frame.Part first = new Frame.Part(7, 0, 65_535, new byte[5_000]);

    assertThat(parts.add(1, first, 0)).isNull();
    for (int i = 1; i < 65_535; i++) {
      assertThat(parts.add(1, new Frame.Part(7, i, 65_535, new byte[5_000]), 0)).isNull();
    }
  }
}
