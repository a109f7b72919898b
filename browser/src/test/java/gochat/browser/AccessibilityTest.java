package gochat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Users with other abilities to see, point or hear.
class AccessibilityTest {
  private static final String SERIOUS =
      """
      async () => {
        const { violations } = await axe.run(document, { resultTypes: ["violations"] });
        return violations
          .filter(({ impact }) => impact === "serious" || impact === "critical")
          .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html + " " + node.failureSummary).join(" | ")}`);
      }
      """;

  @RegisterExtension private final WebFixture web = new WebFixture();

  private static void check(Visitor visitor, String what) throws IOException {
    // An unsent message is shown with less contrast.
    assertThat(visitor.page().locator(".unsent")).hasCount(0);
    try (InputStream axe = AccessibilityTest.class.getResourceAsStream("/axe.min.js")) {
      visitor.page().evaluate(new String(requireNonNull(axe).readAllBytes(), UTF_8));
    }
    assertThat((List<?>) visitor.page().evaluate(SERIOUS)).as(what).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = ColorScheme.class,
      names = {"LIGHT", "DARK"})
  void axeFindsNothingSerious(ColorScheme scheme) throws Exception {
    Visitor alice = web.visit(new NewContextOptions().setColorScheme(scheme));
    check(alice, "the sign-in page");
    alice.register("Alice");
    Visitor bob = web.account("Bob");
    bob.say("Hello @Alice: `code`, [a link](https://example.org) and\n\n> a quote");
    bob.say("```\na block\n```");
    alice.action(alice.message("Hello"), "React with 👍").click();
    alice.action(alice.message("Hello"), "Reply").click();
    alice.say("An answer");
    alice.hears("An answer");
    check(alice, "the room");

    alice.button("Members").click();
    assertThat(alice.role(AriaRole.COMPLEMENTARY, "Members")).containsText("Bob");
    check(alice, "the members");

    alice.message("Hello").getByText("1 reply").click();
    assertThat(alice.role(AriaRole.COMPLEMENTARY, "Thread")).containsText("An answer");
    check(alice, "the thread");

    alice.button("Create a room").click();
    check(alice, "a dialog");
    alice.page().keyboard().press("Escape");
    alice.button("More about this room").click();
    check(alice, "a menu");
    alice.page().keyboard().press("Escape");
    web.visit().signIn("Alice");
    alice.button("Alice, Your menu").click();
    alice.role(AriaRole.MENUITEM, "Where you are signed in").click();
    assertThat(alice.page().locator(".records li")).hasCount(2);
    check(alice, "the devices");
    alice.page().keyboard().press("Escape");

    alice.createRoom("tea", "");
    alice.say("The kettle is on");
    alice.action(alice.message("kettle"), "Pin").click();
    alice.button("1 pinned message").click();
    assertThat(alice.role(AriaRole.COMPLEMENTARY, "Pinned messages")).containsText("kettle");
    check(alice, "the pinned messages");
  }

  @ParameterizedTest
  @EnumSource(
      value = ColorScheme.class,
      names = {"LIGHT", "DARK"})
  void axeFindsNothingSeriousInTheAdministration(ColorScheme scheme) throws Exception {
    web.visit().register("Alice");
    Visitor root = web.administrator("root", new NewContextOptions().setColorScheme(scheme));
    root.button("root, Your menu").click();
    root.role(AriaRole.MENUITEM, "Accounts of this server").click();
    assertThat(root.page().locator(".records li")).hasCount(2);
    check(root, "the accounts");
    root.button("Manage: Alice").click();
    check(root, "an account");
    root.button("Make a link for a new password").click();
    assertThat(root.role(AriaRole.TEXTBOX, "Link")).isFocused();
    check(root, "a link");
    root.page().keyboard().press("Escape");
    root.page().keyboard().press("Escape");

    root.makeInvitation();
    root.button("root, Your menu").click();
    root.role(AriaRole.MENUITEM, "Invitations to this server").click();
    assertThat(root.page().locator(".records li")).hasCount(1);
    check(root, "the invitations");
    root.button("New invitation").click();
    check(root, "a new invitation");
  }

  @Test
  void theKeyboardAloneSuffices() {
    Visitor alice = web.visit();
    var keyboard = alice.page().keyboard();

    assertThat(alice.page().getByLabel("Name")).isFocused();
    keyboard.type("Alice");
    keyboard.press("Enter");
    assertThat(alice.composer()).isFocused();
    keyboard.type("First");
    keyboard.press("Enter");
    keyboard.type("Second");
    keyboard.press("Enter");
    // The row of an unsent message is replaced when the message is stored, and loses the focus.
    assertThat(alice.message("Second")).hasAttribute("data-seq", "2");

    // Moves to the messages and one up, and replies, while the pointer goes to another message.
    keyboard.press("Escape");
    assertThat(alice.feed()).isFocused();
    keyboard.press("ArrowUp");
    keyboard.press("ArrowUp");
    assertThat(alice.message("First")).isFocused();
    alice.message("Second").hover();
    keyboard.press("r");
    assertThat(alice.page().getByText("Replying to Alice")).isVisible();
    keyboard.type("Third");
    keyboard.press("Enter");
    assertThat(alice.message("Third").locator(".quote")).containsText("First");

    // Corrects the last message.
    keyboard.press("ArrowUp");
    assertThat(alice.composer()).hasValue("Third");
    keyboard.press("End");
    keyboard.type(" time");
    keyboard.press("Enter");
    assertThat(alice.message("Third time")).containsText("edited");

    // The toolbar of a message.
    keyboard.press("Escape");
    keyboard.press("ArrowUp");
    keyboard.press("Enter");
    assertThat(alice.button("React with 👍")).isFocused();
    keyboard.press("ArrowRight");
    keyboard.press("Enter");
    assertThat(alice.message("Third time").getByLabel("❤, 1 person")).isVisible();

    keyboard.press("Control+k");
    assertThat(alice.role(AriaRole.DIALOG, "Go to room")).isVisible();
    keyboard.type("lob");
    keyboard.press("Enter");
    assertThat(alice.composer()).isFocused();
  }

  @Test
  void aUserWhoPrefersReducedMotionSeesNone() {
    Visitor alice =
        web.visit(
            new NewContextOptions()
                .setReducedMotion(com.microsoft.playwright.options.ReducedMotion.REDUCE));
    alice.enterAsGuest("Alice").say("Hello");
    alice.hears("Hello");

    assertThat(alice.page().evaluate("() => document.getAnimations().length")).isEqualTo(0);
  }
}
