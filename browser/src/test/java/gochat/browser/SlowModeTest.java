package gochat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Slow mode, for those who set it and for those who wait.
class SlowModeTest {
  @RegisterExtension private final WebFixture web = new WebFixture();

  private static Locator notice(Visitor visitor) {
    return visitor.page().locator(".slow-mode");
  }

  private static void setInterval(Visitor owner, int seconds) {
    owner.call("PUT", "/v1/rooms/%23tea/slow-mode", "{\"intervalSeconds\": " + seconds + "}");
  }

  @Test
  void anOwnerSetsTheIntervalAndDoesNotWait() {
    Visitor alice = web.account("Alice");
    alice.createRoom("tea", "");
    alice.button("More about this room").click();
    alice.role(AriaRole.MENUITEM, "Slow mode").click();
    Locator dialog = alice.role(AriaRole.DIALOG, "Slow mode");
    Locator interval =
        dialog.getByRole(
            AriaRole.COMBOBOX, new Locator.GetByRoleOptions().setName("Time between messages"));
    assertThat(interval).hasValue("0");
    interval.selectOption("30");
    dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Save")).click();

    assertThat(alice.message("Alice turned slow mode on: one message every 30 seconds"))
        .isVisible();
    assertThat(notice(alice)).isHidden();
    alice.say("a first text").say("a second text");
    alice.hears("a first text");
    alice.hears("a second text");
  }

  @Test
  void aMemberSeesHowLongToWaitAndKeepsTheText() {
    Visitor alice = web.account("Alice");
    Visitor bob = web.account("Bob");
    alice.createRoom("tea", "");
    setInterval(alice, 21_600);
    bob.call("POST", "/v1/rooms/%23tea/join", "{}");
    bob.goTo("tea");
    assertThat(notice(bob)).hasText("Slow mode: one message every 6 hours.");

    bob.say("a first text");
    bob.hears("a first text");
    Pattern wait = Pattern.compile("Slow mode: you can write again in (5:59:|6:00:00)");
    assertThat(notice(bob)).hasText(wait);
    bob.say("a text that is kept");
    assertThat(bob.page().getByRole(AriaRole.MAIN).getByRole(AriaRole.ALERT)).hasText(wait);
    assertThat(bob.composer()).hasValue("a text that is kept");

    // A page that is loaded again learns from the refusal how long to wait.
    bob.page().reload();
    assertThat(notice(bob)).hasText("Slow mode: one message every 6 hours.");
    bob.composer().press("Enter");
    assertThat(notice(bob)).hasText(wait);
    assertThat(bob.message("a text that is kept")).containsText("This room has slow mode");

    setInterval(alice, 0);
    assertThat(notice(bob)).isHidden();
    bob.button("Try again").click();
    bob.hears("a text that is kept");
    assertThat(bob.message("This room has slow mode")).hasCount(0);
  }
}
