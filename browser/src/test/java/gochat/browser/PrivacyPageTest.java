package gochat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Blocked users, and the users who may reach one.
class PrivacyPageTest {
  private static final String FOLDED = "Message of a blocked user";

  @RegisterExtension private final WebFixture web = new WebFixture();

  private static void block(Visitor alice, String name) {
    alice.button("Members").click();
    alice.role(AriaRole.COMPLEMENTARY, "Members").getByText(name).click();
    alice.role(AriaRole.MENUITEM, "Block").click();
    Locator question = alice.role(AriaRole.DIALOG, "Block " + name + "?");
    question.getByRole(AriaRole.BUTTON).last().click();
    assertThat(question).hasCount(0);
  }

  private static Locator dialog(Visitor alice) {
    alice.button("Alice, Your menu").click();
    alice.role(AriaRole.MENUITEM, "Privacy").click();
    return alice.role(AriaRole.DIALOG, "Privacy");
  }

  @Test
  void messagesOfABlockedUserAreFoldedUntilTheyAreOpenedOrTheBlockEnds() {
    Visitor alice = web.account("Alice");
    Visitor bob = web.account("Bob");
    bob.say("Buy my stuff");
    alice.hears("Buy my stuff");

    block(alice, "Bob");

    assertThat(alice.button(FOLDED)).hasCount(1);
    assertThat(alice.message("Buy my stuff")).hasCount(0);
    bob.say("Really, buy it");
    assertThat(alice.button(FOLDED)).hasCount(2);
    alice.page().reload();
    assertThat(alice.button(FOLDED)).hasCount(2);
    alice.button(FOLDED).last().click();
    alice.hears("Really, buy it");
    assertThat(alice.button(FOLDED)).hasCount(1);

    Locator reach = dialog(alice);
    reach.getByText("Unblock").click();
    assertThat(reach.getByText("You have blocked nobody.")).isVisible();
    alice.page().keyboard().press("Escape");
    alice.hears("Buy my stuff");
    assertThat(alice.button(FOLDED)).hasCount(0);
  }

  @Test
  void aUserWhoTakesNoMessagesSaysSoOnceForAllDevices() {
    Visitor alice = web.account("Alice");
    Visitor bob = web.account("Bob");
    bob.converseWith("Alice");
    bob.say("Are you there?");

    Locator reach = dialog(alice);
    reach.getByLabel("Private messages from").selectOption("AUDIENCE_NOBODY");
    assertThat(reach.getByText("Saved.")).isVisible();

    bob.say("Hello?");
    assertThat(bob.page().getByText("takes no private messages from you")).isVisible();
    alice.page().keyboard().press("Escape");
    assertThat(dialog(alice).getByLabel("Private messages from")).hasValue("AUDIENCE_NOBODY");
  }
}
