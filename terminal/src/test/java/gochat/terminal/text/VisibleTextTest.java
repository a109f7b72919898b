package gochat.terminal.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class VisibleTextTest {
  private static final String FSI = "\u2068";
  private static final String PDI = "\u2069";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "你好，世界",
        "naïve cafe\u0301",
        "👩‍👩‍👧‍👦 family",
        "❤️ 1️⃣ 🏳️‍🌈 👍🏽",
        "🏴\uDB40\uDC67\uDB40\uDC62\uDB40\uDC65\uDB40\uDC6E\uDB40\uDC67\uDB40\uDC7F",
        "हिन्दी க்\u200Dஷ",
        "\uFEFFa",
      })
  void ordinaryTextStaysAsItIs(String text) {
    assertThat(VisibleText.lines(text)).containsExactly(text);
  }

  @Test
  void persianKeepsItsNonJoiner() {
    assertThat(VisibleText.lines("می\u200Cخواهم")).containsExactly("می\u200Cخواهم");
  }

  static Stream<Arguments> hostileTexts() {
    return Stream.of(
        arguments("\u001B]52;c;aGk=\u0007", "␛]52;c;aGk=␇"),
        arguments("\u001B[2J", "␛[2J"),
        arguments("\u001BPq\u001B\\", "␛Pq␛\\"),
        arguments("a\u0000b\u0008c", "a␀b␈c"),
        arguments("\u007F", "␡"),
        arguments("\u009B2J", "<U+009B>2J"),
        arguments("x\u202Ey", "x<U+202E>y"),
        arguments("x\u2066y\u2069", "x<U+2066>y<U+2069>"),
        arguments("a\u200Bb", "a<U+200B>b"),
        arguments("a \u200D b", "a <U+200D> b"),
        arguments("a\uDB40\uDC67", "a<U+E0067>"),
        arguments("\u0301x", "◌\u0301x"),
        arguments("a\tb", "a    b"));
  }

  @ParameterizedTest
  @MethodSource("hostileTexts")
  void controlCharactersAreMadeVisible(String hostile, String shown) {
    assertThat(VisibleText.lines(hostile)).containsExactly(shown);
  }

  @Test
  void everyLineBreakBreaksALine() {
    assertThat(VisibleText.lines("a\nb\r\nc\rd\u000Be\ff\u0085g\u2028h\u2029i\n\n"))
        .containsExactly("a", "b", "c", "d", "e", "f", "g", "h", "i");
    assertThat(VisibleText.sentence("a\r\nb")).isEqualTo("a b");
  }

  @Test
  void marksOnOneLetterAreCapped() {
    String zalgo = "Z" + "\u0301".repeat(10_000) + "a";
    assertThat(VisibleText.lines(zalgo)).containsExactly("Z" + "\u0301".repeat(8) + "a");
    assertThat(VisibleText.name(zalgo)).isEqualTo("Z" + "\u0301".repeat(8) + "a");
  }

  @Test
  void rightToLeftTextIsIsolated() {
    assertThat(VisibleText.isolated("שלום")).isEqualTo(FSI + "שלום" + PDI);
    assertThat(VisibleText.name("דוד")).isEqualTo(FSI + "דוד" + PDI);
    assertThat(VisibleText.isolated("plain")).isEqualTo("plain");
  }

  static Stream<Arguments> names() {
    return Stream.of(
        arguments("Alice", "Alice"),
        arguments("张三", "张三"),
        arguments("a_b-c.d", "a_b-c.d"),
        arguments("Bob: hi", "Bob<U+003A>␣hi"),
        arguments("[private]", "<U+005B>private<U+005D>"),
        arguments("a\u001B[2J", "a␛<U+005B>2J"),
        arguments("a\nb", "a␊b"),
        arguments("a\u202Eb", "a<U+202E>b"),
        arguments("a\u200Bb", "a<U+200B>b"),
        arguments("\u3164", "<U+3164>"),
        arguments("", "?"));
  }

  @ParameterizedTest
  @MethodSource("names")
  void aNameHoldsNothingThatTheLayoutUses(String name, String shown) {
    assertThat(VisibleText.name(name)).isEqualTo(shown);
  }

  @Test
  void aNameIsShort() {
    assertThat(VisibleText.name("x".repeat(10_000))).isEqualTo("x".repeat(64) + "…");
  }

  static IntStream seeds() {
    return IntStream.range(0, 300);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void hostileTextIsInert(int seed) {
    RandomGenerator random = new SplittableRandom(seed);
    String hostile = hostileText(random);

    List<String> shown =
        Entry.of(VisibleText.name(hostileText(random)) + ": ", hostile)
            .wrapped(random.nextInt(10, 100))
            .lines()
            .toList();
    for (String line : shown) {
      int isolates = 0;
      int marks = 0;
      for (int c : line.codePoints().toArray()) {
        int type = Character.getType(c);
        assertThat(type)
            .as("U+%04X in %s", c, line)
            .isNotIn(
                (int) Character.CONTROL,
                (int) Character.SURROGATE,
                (int) Character.LINE_SEPARATOR,
                (int) Character.PARAGRAPH_SEPARATOR);
        assertThat((c >= 0x202A && c <= 0x202E) || c == 0x2066 || c == 0x2067).isFalse();
        isolates += c == 0x2068 ? 1 : c == 0x2069 ? -1 : 0;
        assertThat(isolates).isBetween(0, 1);
        marks = type == Character.NON_SPACING_MARK ? marks + 1 : 0;
        assertThat(marks).isLessThanOrEqualTo(8);
      }
      assertThat(isolates).isZero();
    }
    assertThat(shown.stream().skip(1)).allMatch(line -> line.startsWith("  │ "));
  }

  private static String hostileText(RandomGenerator random) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(1, 200);
    for (int i = 0; i < length; i++) {
      int c =
          switch (random.nextInt(8)) {
            case 0 -> random.nextInt(0x20);
            case 1 -> random.nextInt(0x7F, 0xA0);
            case 2 -> random.nextInt(0x2000, 0x2070);
            case 3 -> random.nextInt(0x300, 0x370);
            case 4 -> random.nextInt(0x590, 0x700);
            case 5 -> random.nextInt(0xE0000, 0xE0080);
            case 6 -> random.nextInt(0x110000);
            default -> random.nextInt(0x20, 0x7F);
          };
      text.appendCodePoint(c);
    }
    return text.toString();
  }
}
