package gochat.terminal.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

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
}
