package gochat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Media;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Small screens and paper.
class LayoutTest {
  @RegisterExtension private final WebFixture web = new WebFixture();

  /// A phone; a desk at 200 % zoom, which halves the width; a phone in landscape.
  @ParameterizedTest(name = "{0} × {1}")
  @CsvSource({"320, 640", "360, 740", "640, 400", "740, 360"})
  void nothingIsCutOffAtTheSides(int widthPx, int heightPx) {
    Visitor alice =
        web.visit(
            new NewContextOptions().setViewportSize(widthPx, heightPx).setDeviceScaleFactor(2));
    assertFits(alice);
    alice.register("Alice");
    alice.say("https://example.org/" + "long/".repeat(50));
    alice.say("```\n" + "wide ".repeat(50) + "\n```");
    alice.say("| a | table | that | is | none |");
    alice.hears("that");
    assertFits(alice);

    alice.button("Members").click();
    assertThat(alice.role(AriaRole.COMPLEMENTARY, "Members")).isInViewport();
    assertFits(alice);
    alice.button("Close").click();

    alice.button("Show rooms").click();
    assertThat(alice.button("Create a room")).isInViewport();
    alice.button("Create a room").click();
    assertThat(alice.role(AriaRole.DIALOG, "Create a room")).isInViewport();
    assertFits(alice);
    alice.page().keyboard().press("Escape");
    alice.page().getByRole(AriaRole.NAVIGATION).getByText("lobby").click();
    assertThat(alice.composer()).isInViewport();
    assertFits(alice);
  }

  @Test
  void aBlockOfCodeHasTheFontSizeOfCodeInALine() {
    Visitor alice = web.account("Alice");
    alice.say("`in a line`");
    alice.say("```\nin a block\n```");
    alice.hears("in a block");

    Object sizes =
        alice
            .feed()
            .locator("code")
            .evaluateAll("codes => codes.map(code => getComputedStyle(code).fontSize)");

    assertThat((List<?>) sizes).hasSize(2);
    assertThat(Set.copyOf((List<?>) sizes)).hasSize(1);
  }

  @Test
  void aPrintoutHasTheMessagesAndNoControls() {
    Visitor alice = web.account("Alice");
    for (int i = 1; i <= 40; i++) {
      alice.say("line " + i);
    }
    alice.hears("line 40");
    alice.button("Members").click();
    alice.page().emulateMedia(new EmulateMediaOptions().setMedia(Media.PRINT));

    assertThat(alice.message("line 40")).isVisible();
    assertThat(alice.page().getByText("bin/client export '#lobby'").first()).isVisible();
    assertThat(alice.composer()).not().isVisible();
    assertThat(alice.page().getByRole(AriaRole.NAVIGATION)).hasCount(0);
    assertThat(alice.page().getByRole(AriaRole.COMPLEMENTARY)).hasCount(0);
    // The messages fill several pages.
    assertThat(
            (Boolean)
                alice
                    .page()
                    .evaluate(
                        "() => document.documentElement.scrollHeight"
                            + " >= document.querySelector('.feed').scrollHeight"))
        .isTrue();
    assertFits(alice);
  }

  @Test
  void onAPhoneBackClosesTheTopmostLayer() {
    Visitor alice = web.visit(new NewContextOptions().setViewportSize(390, 800));
    alice.register("Alice");
    alice.say("A question");
    alice.button("Show rooms").click();
    alice.createRoom("garden", "");
    alice.button("Show rooms").click();
    alice.goTo("lobby");

    alice.button("Members").click();
    alice.page().goBack();
    assertThat(alice.role(AriaRole.COMPLEMENTARY, "Members")).hasCount(0);
    alice.action(alice.message("A question"), "Open thread").click();
    alice.page().goBack();
    assertThat(alice.role(AriaRole.COMPLEMENTARY, "Thread")).hasCount(0);
    alice.button("Show rooms").click();
    alice.button("Find a room").click();
    alice.page().goBack();
    assertThat(alice.role(AriaRole.DIALOG, "Find a room")).hasCount(0);
    assertThat(alice.button("Find a room")).isInViewport();
    alice.page().goBack();
    assertThat(alice.button("Find a room")).not().isVisible();
    alice.isIn("lobby");
    // Without a layer, Back goes to the page before.
    alice.page().goBack();
    alice.isIn("garden");
  }

  private static void assertFits(Visitor visitor) {
    assertThat(visitor.page().evaluate("() => document.documentElement.scrollWidth - innerWidth"))
        .isEqualTo(0);
  }
}
