package gochat.client.markup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import com.google.protobuf.util.JsonFormat;
import gochat.client.markup.Span.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MarkupTest {
  /// The page's modules play the same file.
  private static Struct vectors() throws IOException {
    try (InputStream in = MarkupTest.class.getResourceAsStream("vectors.json")) {
      String json = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      Struct.Builder vectors = Struct.newBuilder();
      JsonFormat.parser().merge(json, vectors);
      return vectors.build();
    }
  }

  static Stream<Arguments> cases() throws IOException {
    Struct vectors = vectors();
    KnownNames known =
        new KnownNames(list(vectors, "names").stream().map(Value::getStringValue).toList());
    return list(vectors, "cases").stream()
        .map(Value::getStructValue)
        .map(vector ->
            Arguments.of(
                string(vector, "about"),
                string(vector, "text"),
                known,
                list(vector, "spans").stream().map(span -> shown(span.getStructValue())).toList()));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("cases")
  void spansBeginAndEndAsSpecified(
      String about, String text, KnownNames known, List<String> spans) {
    assertThat(Markup.spans(text, known))
        .filteredOn(Span::isKnown)
        .extracting(span -> shown(span, text))
        .isEqualTo(spans);
  }

  @Test
  void mentionsAreNamesAndEachOnce() {
    KnownNames known = new KnownNames(List.of("Bob", "张三"));
    assertThat(Markup.mentions("@bob, 请@张三看。@Bob `@x` me@y @Carol.", known))
        .containsExactly("Bob", "张三", "Carol");
    assertThat(Markup.mentions("@Bob", KnownNames.NONE)).containsExactly("Bob");
  }

  @Test
  void noMoreUsersAreMentionedThanTheServerTakes() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 100; i++) {
      text.append(" @user").append(i);
    }
    assertThat(Markup.mentions(text.toString(), KnownNames.NONE)).hasSize(64);
  }

  @Test
  void aLinkLeadsToItsAddress() {
    assertThat(Markup.spans("[a](https://e.com/b) https://e.com/c.", KnownNames.NONE))
        .extracting(Span::kind, Span::target)
        .containsExactly(tuple(Kind.LINK, "https://e.com/b"), tuple(Kind.LINK, "https://e.com/c"));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void spansLieWithinTheTextAndWithinOneAnotherOrBeside(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    for (int i = 0; i < 200; i++) {
      String text = HostileTexts.text(random);
      Deque<Span> open = new ArrayDeque<>();
      for (Span span : Markup.spans(text, HostileTexts.KNOWN)) {
        while (!open.isEmpty() && open.getLast().to() <= span.from()) {
          open.removeLast();
        }
        int end = open.isEmpty() ? text.length() : open.getLast().to();
        assertThat(span.from()).as(text).isNotNegative().isLessThan(span.to());
        assertThat(span.to()).as(text).isLessThanOrEqualTo(end);
        assertThat(text.substring(span.from(), span.to())).doesNotContain("\n");
        open.add(span);
      }
    }
  }

  static LongStream seeds() {
    return new SplittableRandom().longs(4);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "_a",
        "**a ",
        "***a",
        "[",
        "`",
        "` `` ``` ",
        "a`",
        "``` \n",
        "~~~\n```\n",
        "> ",
        ">\n",
        "- ",
        "1. ",
        "https://",
        "https://a)",
        "https://a[",
        "[a](https://a",
        "[a](",
        "@",
        "@a",
        "@a.",
        "@张",
        "张@",
        "\\",
        "\\*a",
        "a\\*",
        "\\`",
        "((((*",
        "e\u0301*",
        "\u0301",
        "你*a*",
        "/me ",
        "a.*",
        "*.",
        "_._"
      })
  void timeIsLinearInTheLengthOfTheText(String part) {
    assertThat(
            HostileTexts.growth(
                length -> part.repeat(length / part.length()),
                text -> Markup.spans(text, HostileTexts.KNOWN)))
        .isLessThan(HostileTexts.GROWTH_MAX);
  }

  private static String shown(Struct span) {
    int from = (int) span.getFieldsOrThrow("from").getNumberValue();
    return from + " " + string(span, "kind") + " " + string(span, "text");
  }

  private static String shown(Span span, String text) {
    return span.from()
        + " "
        + span.kind().name().toLowerCase(Locale.ROOT)
        + " "
        + text.substring(span.from(), span.to());
  }

  private static List<Value> list(Struct struct, String field) {
    return struct.getFieldsOrThrow(field).getListValue().getValuesList();
  }

  private static String string(Struct struct, String field) {
    return struct.getFieldsOrThrow(field).getStringValue();
  }
}
