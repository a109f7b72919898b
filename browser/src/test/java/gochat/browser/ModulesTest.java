package gochat.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Route.FulfillOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The page's modules without the page. Their tests are modules too, in this package's resources.
class ModulesTest {
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

  @RegisterExtension private final WebFixture web = new WebFixture();

  @ParameterizedTest
  @ValueSource(strings = {"ids", "markdown", "outbox", "positions", "timeline", "words"})
  void theyDoWhatTheirTestsSay(String name) {
    Visitor visitor = web.visit();
    // As if the server had them: its policy holds for them too.
    visitor
        .page()
        .route(
            web.url() + "test/*",
            route ->
                route.fulfill(
                    new FulfillOptions()
                        .setContentType("text/javascript")
                        .setBodyBytes(read(route.request().url().replaceFirst(".*/", "")))));

    Map<?, ?> result = (Map<?, ?>) visitor.page().evaluate(RUN, name);

    assertThat((Map<?, ?>) result.get("failures")).isEmpty();
    assertThat((Integer) Objects.requireNonNull(result.get("passed"))).isPositive();
  }

  private static byte[] read(String file) {
    try (InputStream in = ModulesTest.class.getResourceAsStream("modules/" + file)) {
      return Objects.requireNonNull(in, file).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
