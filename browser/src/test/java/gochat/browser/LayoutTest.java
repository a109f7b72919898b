package gochat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Where there is little room.
class LayoutTest {
  @RegisterExtension private final WebFixture web = new WebFixture();

  /// A phone; a desk at 200 % zoom, which halves what there is; a phone held across.
  @ParameterizedTest(name = "{0} × {1}")
  @CsvSource({"360, 740", "640, 400", "740, 360"})
  void nothingIsCutOffAtTheSide(int widthPx, int heightPx) {
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

  private static void assertFits(Visitor visitor) {
    assertThat(visitor.page().evaluate("() => document.documentElement.scrollWidth - innerWidth"))
        .isEqualTo(0);
  }
}
