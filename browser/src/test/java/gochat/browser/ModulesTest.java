package gochat.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.microsoft.playwright.Route.FulfillOptions;
import gochat.client.markup.HostileTexts;
import gochat.client.markup.Markup;
import gochat.client.markup.Span;
import gochat.client.v1.ConversationVector;
import gochat.limit.Limit;
import gochat.limit.LimitTable;
import gochat.v1.Event;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The page's modules without the page. Their tests are modules in this package's resources.
class ModulesTest {
  private static final Path SOURCES = Path.of("../server/src/main/resources/gochat/web/page/js");
  private static final Map<String, Class<?>> VECTORS =
      Map.of("vectors.json", HostileTexts.class, "conversation.json", ConversationVector.class);
  private static final List<String> MODULES =
      List.of(
          "calls",
          "commands",
          "conversation",
          "ids",
          "longlists",
          "names",
          "rows",
          "markdown",
          "outbox",
          "storage",
          "texts",
          "timeline");

  private static final int HOSTILE_TEXTS = 1_000;

  private static final String RUN =
      """
      async (name) => {
        const { tests } = await import(`/test/${name}.test.js`);
        const failures = {};
        let passed = 0;
        for (const [sentence, test] of Object.entries(tests)) {
          try {
            await test();
            passed++;
          } catch (e) {
            failures[sentence] = e.message;
          }
        }
        return { failures, passed };
      }
      """;

  private static final String READ_ALL =
      """
      async ({ texts, names }) => (await import("/test/markdown.test.js")).readAll(texts, names)
      """;

  private static final String EVENT_KINDS =
      "async () => Object.keys((await import('/js/state/eventkinds.js')).EVENT_KINDS)";

  private static final String LIMITS =
      """
      async () => Object.entries(await import("/js/limits.js")).map(([name, value]) => `${name} ${value}`)
      """;

  @RegisterExtension private final WebFixture web = new WebFixture();

  @Test
  void theyPassTheirTests() {
    Visitor visitor = visitWithTests();
    for (String module : MODULES) {
      Map<?, ?> result = (Map<?, ?>) visitor.page().evaluate(RUN, module);

      assertThat((Map<?, ?>) result.get("failures")).as(module).isEmpty();
      assertThat((Integer) Objects.requireNonNull(result.get("passed"))).as(module).isPositive();
    }
  }

  @Test
  void thePageReadsHostileTextsAsTheTerminalDoes() {
    long seed = new SplittableRandom().nextLong();
    RandomGenerator random = new SplittableRandom(seed);
    List<String> texts =
        Stream.generate(() -> HostileTexts.text(random)).limit(HOSTILE_TEXTS).toList();

    List<?> spans =
        (List<?>)
            visitWithTests()
                .page()
                .evaluate(READ_ALL, Map.of("texts", texts, "names", HostileTexts.names()));

    for (int i = 0; i < texts.size(); i++) {
      String text = texts.get(i);
      assertThat((List<?>) spans.get(i))
          .as("seed %d, text %d: %s", seed, i, text)
          .isEqualTo(
              Markup.spans(text, HostileTexts.KNOWN).stream()
                  .filter(Span::isKnown)
                  .map(span -> shown(span, text))
                  .toList());
    }
  }

  private static String shown(Span span, String text) {
    String kind = span.kind().name().toLowerCase(Locale.ROOT);
    return "%d %s %s".formatted(span.from(), kind, text.substring(span.from(), span.to()));
  }

  private Visitor visitWithTests() {
    Visitor visitor = web.visit();
    // The tests come from the address of the server, so that its policy applies to them.
    visitor
        .page()
        .route(
            web.url() + "test/*",
            route ->
                route.fulfill(
                    new FulfillOptions()
                        .setContentType("text/javascript")
                        .setBodyBytes(read(route.request().url().replaceFirst(".*/", "")))));
    return visitor;
  }

  /// The page must not take keys that belong to an input method.
  @Test
  void everyListenerForKeysIgnoresThoseOfAnInputMethod() throws IOException {
    Pattern listener =
        Pattern.compile("keydown(?:\"\\s*,|:)\\s*+(?!onKey\\()|onkeydown|keypress|keyup");
    assertThat(sources()).noneMatch(source -> listener.matcher(source).find());
  }

  private static List<String> sources() throws IOException {
    List<String> sources = new ArrayList<>();
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        sources.add(Files.readString(file));
      }
    }
    return sources;
  }

  @Test
  void thePageKnowsTheKindsOfEventsThatTheProtocolHas() {
    List<?> kinds = (List<?>) web.visit().page().evaluate(EVENT_KINDS);

    assertThat(kinds.stream().map(String::valueOf))
        .containsExactlyInAnyOrderElementsOf(
            Event.getDescriptor().getRealOneofs().getFirst().getFields().stream()
                .map(FieldDescriptor::getJsonName)
                .toList());
  }

  @Test
  void thePageKnowsTheLimitsThatTheServerHas() {
    List<?> limits = (List<?>) web.visit().page().evaluate(LIMITS);

    assertThat(limits.stream().map(String::valueOf))
        .isNotEmpty()
        .isSubsetOf(LimitTable.all().map(ModulesTest::nameAndValue).toList());
  }

  private static String nameAndValue(Limit limit) {
    return limit.key().replaceAll("[.-]", "_").toUpperCase(Locale.ROOT) + " " + limit.standard();
  }

  @Test
  void noAttributeHasTheNumberOfALimit() throws IOException {
    Pattern number = Pattern.compile("(?:min|max)length: *\"?\\d");
    assertThat(sources()).noneMatch(source -> number.matcher(source).find());
  }

  private static byte[] read(String file) {
    // The vectors belong to the modules that play them too.
    Class<?> owner = VECTORS.get(file);
    Class<?> place = owner == null ? ModulesTest.class : owner;
    String path = owner == null ? "modules/" + file : file;
    try (InputStream in = place.getResourceAsStream(path)) {
      return Objects.requireNonNull(in, file).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
