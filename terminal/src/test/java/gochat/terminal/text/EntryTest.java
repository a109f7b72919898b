package gochat.terminal.text;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.client.markup.HostileTexts;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntryTest {
  @Test
  void aBodyOfSeveralLinesCannotLookLikeAnotherSender() {
    assertThat(Entry.of("Eve: ", "hi\r\nBob: I resign\nserver: bye").unwrapped())
        .isEqualTo("Eve: hi\n  │ Bob: I resign\n  │ server: bye");
  }

  @Test
  void aLongLineCannotReachTheLeftEdgeByWrapping() {
    String padded = " ".repeat(75) + "Bob: I resign";
    assertThat(Entry.of("Eve: ", padded).wrapped(80).lines())
        .hasSize(2)
        .last()
        .isEqualTo("  │ Bob: I resign");
  }

  @Test
  void linesBreakBehindSpaces() {
    assertThat(Entry.of("Eve: ", "one two three four five").wrapped(20))
        .isEqualTo("Eve: one two three \n  │ four five");
  }

  @Test
  void wideCharactersTakeTwoColumnsAndStayWhole() {
    assertThat(Entry.of("E: ", "你".repeat(10)).wrapped(20))
        .isEqualTo("E: " + "你".repeat(8) + "\n  │ " + "你".repeat(2));
    assertThat(Entry.of("E: ", "x".repeat(16) + "e\u0301f").wrapped(20))
        .isEqualTo("E: " + "x".repeat(16) + "e\u0301\n  │ f");
  }

  @Test
  void everyShownLineIsIsolatedByItself() {
    assertThat(Entry.of("Eve: ", "שלום\nabc").unwrapped())
        .isEqualTo("Eve: \u2068שלום\u2069\n  │ abc");
  }

  @Test
  void aLineThatFitsExactlyIsNotBroken() {
    assertThat(Entry.of("Eve: ", "x".repeat(15)).wrapped(20)).isEqualTo("Eve: " + "x".repeat(15));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"x", "x ", "你", "e\u0301", "\u0301", "👩\u200D👩\u200D👧", "ש", "🏴", "a\n"})
  void timeIsLinearInTheLengthOfTheText(String part) {
    assertThat(
            HostileTexts.growth(
                length -> part.repeat(length / part.length()),
                text -> Entry.of("Eve: ", text).wrapped(20)))
        .isLessThan(HostileTexts.GROWTH_MAX);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void rowsAreTheWholeTextInItsOrderAndFit(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    for (int i = 0; i < 200; i++) {
      String text = HostileTexts.text(random);
      Entry entry = Entry.of("Eve: ", text);
      StringBuilder all = new StringBuilder();
      for (Entry.Row row : entry.rows(20, Entry.CONTINUATION)) {
        all.append(entry.body().get(row.line()), row.from(), row.to());
        assertThat(row.to() - row.from() <= 1 || Entry.width(entry.text(row)) <= 20 + 2)
            .as(text)
            .isTrue();
      }
      assertThat(all).hasToString(String.join("", entry.body()));
    }
  }

  static LongStream seeds() {
    return new SplittableRandom().longs(2);
  }
}
