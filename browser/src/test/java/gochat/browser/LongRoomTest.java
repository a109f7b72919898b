package gochat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.AriaRole;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A room in which much was said.
class LongRoomTest {
  private static final int MESSAGES = 10_000;
  private static final int ROWS_MAX = 120;

  @RegisterExtension private final WebFixture web = new WebFixture();

  @Test
  void onlyWhatIsVisibleIsInTheDocumentAllTheWayToTheFirstMessageAndBack() throws Exception {
    Writer.fill(web.url(), MESSAGES);
    Visitor alice = web.guest("Alice");
    alice.hears("message " + MESSAGES);

    Object result =
        alice
            .page()
            .evaluate(
                """
                async () => {
                  const feed = document.querySelector("main [role=feed]");
                  const first = () => feed.querySelector("[data-seq]").dataset.seq;
                  let rowsMax = 0, scrolls = 0, frameMsMax = 0;
                  while (first() !== "1" && scrolls < 3000) {
                    const start = performance.now();
                    feed.scrollTop -= 600;
                    await new Promise(requestAnimationFrame);
                    await new Promise((resolve) => setTimeout(resolve));
                    frameMsMax = Math.max(frameMsMax, performance.now() - start);
                    rowsMax = Math.max(rowsMax, feed.querySelectorAll("article").length);
                    scrolls++;
                  }
                  return { rowsMax, scrolls, frameMsMax, first: first() };
                }
                """);
    System.out.println("10,000 messages: " + result);

    assertThat(result).extracting("first").isEqualTo("1");
    assertThat(result)
        .extracting("rowsMax", as(InstanceOfAssertFactories.INTEGER))
        .isLessThan(ROWS_MAX);
    alice.button("Jump to the newest message").click();
    alice.hears("message " + MESSAGES);
    assertThat(alice.feed().getByRole(AriaRole.ARTICLE).last()).containsText("message " + MESSAGES);
  }

  @Test
  void whatIsReadKeepsItsPlaceWhileMoreIsWrittenAndLoaded() throws Exception {
    Writer.fill(web.url(), 300);
    Visitor alice = web.guest("Alice");
    Visitor bob = web.guest("Bob");
    alice.hears("message 300");
    alice.page().evaluate("() => document.querySelector('main [role=feed]').scrollTop -= 900");
    String topOfFirst =
        """
        () => {
          const feed = document.querySelector("main [role=feed]");
          const top = feed.getBoundingClientRect().top;
          const row = [...feed.querySelectorAll("article")].find((r) => r.getBoundingClientRect().top >= top);
          return row.dataset.seq + " at " + Math.round(row.getBoundingClientRect().top - top);
        }
        """;
    alice.page().waitForTimeout(500);
    Object before = alice.page().evaluate(topOfFirst);

    bob.say("Something new");
    assertThat(alice.page().getByRole(AriaRole.LOG)).containsText("Something new");

    assertThat(alice.page().evaluate(topOfFirst)).isEqualTo(before);
  }
}
