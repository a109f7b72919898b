package gochat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import gochat.client.v1.Peer;
import gochat.v1.Room;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Pinned messages.
class PinsTest {
  @RegisterExtension private final WebFixture web = new WebFixture();

  private static Locator panel(Visitor visitor) {
    return visitor.role(AriaRole.COMPLEMENTARY, "Pinned messages");
  }

  @Test
  void aPinnedMessageIsMarkedAndListedForEverybody() {
    Visitor alice = web.account("Alice");
    alice.createRoom("tea", "");
    alice.say("The kettle is on");
    Visitor bob = web.account("Bob");
    bob.call("POST", "v1/rooms/%23tea/join", "{}");
    bob.goTo("tea");
    assertThat(bob.action(bob.message("kettle"), "Reply")).isVisible();
    assertThat(bob.action(bob.message("kettle"), "Pin")).hasCount(0);

    alice.action(alice.message("kettle"), "Pin").click();

    assertThat(bob.message("Alice pinned a message: Alice The kettle is on")).isVisible();
    assertThat(bob.message("kettle").first()).containsText("pinned");
    bob.button("1 pinned message").click();
    assertThat(panel(bob)).containsText("The kettle is on");
    assertThat(panel(bob)).containsText("Pinned by Alice");
    assertThat(bob.button("Unpin")).hasCount(0);

    alice.action(alice.message("kettle").first(), "Edit").click();
    alice.say("The kettle is off");
    assertThat(panel(bob)).containsText("The kettle is off");

    alice.message("kettle").first().focus();
    alice.page().keyboard().press("p");
    assertThat(bob.message("Alice unpinned a message: Alice The kettle is off")).isVisible();
    assertThat(panel(bob)).containsText("No message is pinned here.");
    assertThat(bob.button("1 pinned message")).hasCount(0);
  }

  @Test
  void aPinAndAReplySayThatTheirMessageIsNoLongerKept() throws Exception {
    Visitor alice = web.account("Alice");
    alice.createRoom("tea", "");
    alice.say("The kettle is on");
    alice.action(alice.message("kettle"), "Pin").click();
    assertThat(alice.button("1 pinned message")).isVisible();
    try (Peer bob = web.peer("Bob")) {
      bob.join("#tea");
      Room tea = bob.room("#tea");
      bob.reply(tea.getRoomId(), tea.getPinnedMessageSeqs(0), "Two cups please");
      // The page reports the lost connection.
      alice.forgive();
      web.stopServer();
      web.startServerKeeping(tea.getRoomId(), 1);
      bob.say("lobby", "The server is back");
      await().until(() -> bob.room("#tea").getFloorSeq() > tea.getPinnedMessageSeqs(0));
    }
    alice.page().reload();

    assertThat(alice.message("Two cups please")).containsText("No longer kept.");
    alice.button("1 pinned message").click();
    assertThat(panel(alice)).containsText("No longer kept.");
    panel(alice)
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Unpin"))
        .click();
    assertThat(panel(alice)).containsText("No message is pinned here.");
  }

  @Test
  void theListGoesToTheMessageAndOnANarrowScreenMakesWayForIt() throws Exception {
    Visitor alice = web.account("Alice");
    alice.createRoom("tea", "");
    alice.say("The kettle is on");
    alice.action(alice.message("kettle"), "Pin").click();
    try (Peer bob = web.peer("Bob")) {
      bob.join("#tea");
      for (int cup = 1; cup <= 80; cup++) {
        bob.say("#tea", "cup " + cup);
      }
    }
    alice.hears("cup 80");
    alice.page().setViewportSize(390, 800);
    // The list may begin at the first unread message now.
    alice.page().reload();

    alice.button("1 pinned message").click();
    panel(alice)
        .getByRole(AriaRole.BUTTON)
        .filter(new Locator.FilterOptions().setHasText("Alice"))
        .click();

    assertThat(alice.message("The kettle is on").first()).isInViewport();
    assertThat(alice.message("The kettle is on").first()).isFocused();
    assertThat(panel(alice)).hasCount(0);
  }
}
