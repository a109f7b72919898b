package gochat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.AriaRole;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A room with many messages.
class LongRoomTest {
  private static final int MESSAGES = 10_000;
  private static final int ROWS_MAX = 120;

  private static final String TOP_OF_FIRST =
      """
      () => {
        const feed = document.querySelector("main [role=feed]");
        const top = feed.getBoundingClientRect().top;
        const row = [...feed.querySelectorAll("article")].find((r) => r.getBoundingClientRect().top >= top);
        return row.dataset.seq + " at " + Math.round(row.getBoundingClientRect().top - top);
      }
      """;

  @RegisterExtension private final WebFixture web = new WebFixture();

  @Test
  void onlyVisibleMessagesAreInTheDocumentUpToTheFirstAndBack() throws Exception {
    web.fillLobby(MESSAGES);
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
  void aJumpToTheTopLoadsOnePageAndALongSelectionIsCopied() throws Exception {
    web.fillLobby(600);
    Visitor alice = web.guest("Alice");
    alice.hears("message 600");
    alice.page().evaluate("() => document.querySelector('main [role=feed]').scrollTop = 0");
    alice.page().waitForFunction("() => document.querySelector('[data-seq]').dataset.seq < 541");
    Object firstVisible = alice.page().evaluate(TOP_OF_FIRST);
    assertThat(firstVisible).isEqualTo("541 at 0");
    alice.page().waitForTimeout(300);
    assertThat(alice.page().evaluate("() => document.querySelector('[data-seq]').dataset.seq"))
        .isNotEqualTo("1");

    // A selection over several screens, as by dragging beyond the edge.
    Object copied =
        alice
            .page()
            .evaluate(
                """
                async () => {
                  const feed = document.querySelector("main [role=feed]");
                  const text = (seq) => feed.querySelector(`[data-seq="${seq}"] .text`).firstChild.firstChild;
                  document.getSelection().setBaseAndExtent(text(542), 8, text(543), 3);
                  while (!feed.querySelector('[data-seq="600"]')) {
                    feed.scrollTop += 500;
                    await new Promise(requestAnimationFrame);
                  }
                  document.getSelection().extend(text(600), 7);
                  const copy = new ClipboardEvent("copy", {
                    clipboardData: new DataTransfer(), bubbles: true, cancelable: true });
                  feed.dispatchEvent(copy);
                  document.getSelection().removeAllRanges();
                  return copy.clipboardData.getData("text/plain").replaceAll(/, [^,]*: /g, "|");
                }
                """);
    List<String> expected = new ArrayList<>(List.of("writer|542"));
    for (int i = 543; i < 600; i++) {
      expected.add("writer|message " + i);
    }
    expected.add("writer|message");
    assertThat(copied).isEqualTo(String.join("\n", expected));
  }

  @Test
  void visibleMessagesKeepTheirPlaceWhileOthersComeAndAreLoaded() throws Exception {
    web.fillLobby(300);
    Visitor alice = web.guest("Alice");
    Visitor bob = web.guest("Bob");
    alice.hears("message 300");
    alice.page().evaluate("() => document.querySelector('main [role=feed]').scrollTop -= 900");
    Object before = settledTop(alice);

    bob.say("Something new");
    assertThat(alice.page().getByRole(AriaRole.LOG)).containsText("Something new");

    assertThat(settledTop(alice)).isEqualTo(before);
    // They also do after a visit to another room.
    alice.converseWith("Bob");
    alice.goTo("lobby");
    assertThat(alice.feed().locator(".text").first()).isVisible();
    assertThat(settledTop(alice)).isEqualTo(before);
  }

  /// Waits until the first visible message has the same place in 20 frames of the screen.
  private static Object settledTop(Visitor visitor) {
    return visitor
        .page()
        .evaluate(
            """
            async () => {
              const top = %s;
              let last;
              for (let frames = 0; frames < 20; frames++) {
                await new Promise(requestAnimationFrame);
                if (top() !== last) {
                  last = top();
                  frames = 0;
                }
              }
              return last;
            }
            """
                .formatted(TOP_OF_FIRST));
  }
}
