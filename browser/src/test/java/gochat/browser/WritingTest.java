package gochat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Locator.FilterOptions;
import com.microsoft.playwright.options.AriaRole;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The composer: no text is lost, or goes to a place where it does not belong.
class WritingTest {
  @RegisterExtension private final WebFixture web = new WebFixture();

  private static Locator problem(Visitor visitor) {
    return visitor.page().getByRole(AriaRole.MAIN).getByRole(AriaRole.ALERT);
  }

  @Test
  void aCorrectionLeavesTheFieldFreeAndIsOfferedAgainIfItFails() {
    Visitor alice = web.visit();
    Line line = new Line(alice);
    alice.register("Alice");
    alice.say("one").say("two");
    alice.hears("two");
    assertThat(alice.message("Sending…")).hasCount(0);
    alice.composer().fill("half a thought");

    line.hold("\"editMessage\"");
    alice.action(alice.message("one"), "Edit").click();
    alice.say("one, corrected");
    assertThat(alice.composer()).hasValue("half a thought");
    alice.action(alice.message("two"), "Edit").click();
    alice.composer().fill("two, corr");
    line.release();
    alice.hears("one, corrected");
    assertThat(alice.composer()).hasValue("two, corr");

    // An unfinished correction is offered again, also after the page was closed.
    alice.page().reload();
    assertThat(alice.composer()).hasValue("half a thought");
    alice.button("Edit again").click();
    assertThat(alice.composer()).hasValue("two, corr");
    // The message is deleted before the correction is sent.
    alice.call("DELETE", "/v1/rooms/lobby/messages/2", "");
    assertThat(alice.message("This message was deleted.")).isVisible();
    alice.composer().press("Enter");
    assertThat(problem(alice)).containsText("Your correction was not saved.");
    assertThat(problem(alice)).containsText("two, corr");
    assertThat(alice.composer()).hasValue("half a thought");
  }

  @Test
  void theFocusStaysOnAMessageWhenItIsStored() {
    Visitor alice = web.visit();
    Line line = new Line(alice);
    alice.register("Alice");
    alice.say("one");
    assertThat(alice.feed().locator("[data-seq]")).hasText(Pattern.compile("one"));
    line.hold("\"messagePosted\"");
    alice.say("two");
    alice.message("two").focus();
    assertThat(alice.message("Sending…")).isFocused();

    line.release();

    assertThat(alice.message("Sending…")).hasCount(0);
    assertThat(alice.feed().locator("[data-seq]").filter(new FilterOptions().setHasText("two")))
        .isFocused();
  }

  @Test
  void aReplyToADeletedMessageIsSentAsANewMessage() {
    Visitor alice = web.account("Alice");
    Visitor bob = web.account("Bob");
    bob.say("a question");
    alice.action(alice.message("a question"), "Open thread").click();
    Locator inThread = alice.role(AriaRole.TEXTBOX, "Reply in thread");
    bob.call("DELETE", "/v1/rooms/lobby/messages/1", "");
    assertThat(alice.message("This message was deleted.")).isVisible();

    inThread.fill("an answer");
    inThread.press("Enter");
    alice.role(AriaRole.COMPLEMENTARY, "Thread").getByText("Send as a new message").click();

    bob.hears("an answer");
    assertThat(bob.message("an answer").locator(".quote")).hasCount(0);
    assertThat(alice.page().getByText("Not sent.")).hasCount(0);
  }

  @Test
  void aSlashBeginsACommandAndAnAtSignMakesNoMessagePrivate() {
    Visitor alice = web.account("Alice");
    Visitor bob = web.account("Bob");
    bob.say("Here I am");
    alice.hears("Here I am");

    alice.say("/join no.such.room");
    assertThat(problem(alice)).hasText("There is no such room, or you have no access to it.");
    alice.say("/wave");
    assertThat(problem(alice)).containsText("“/wave” is not a command of this page");
    assertThat(alice.composer()).hasValue("/wave");
    alice.say("//wave");
    bob.hears("/wave");
    alice.say("/help");
    assertThat(alice.role(AriaRole.DIALOG, "Keyboard and commands")).containsText("/msg name text");
    alice.page().keyboard().press("Escape");
    bob.createRoom("garden", "");
    alice.say("/join #garden");
    alice.isIn("garden");

    alice.composer().fill("@Bob this is secret");
    assertThat(alice.page().getByText("Everybody in #garden will read this.")).isVisible();
    alice.button("Send to Bob alone").click();
    alice.isIn("Bob");
    assertThat(alice.feed().locator(".text")).hasText("this is secret");
    alice.goTo("garden");
    assertThat(alice.composer()).hasValue("");
    assertThat(bob.feed().locator(".text")).hasCount(0);
    bob.goTo("Alice");
    bob.hears("this is secret");
    bob.forgive();
    alice.forgive();
  }

  /// Safari sends the last key after the end of the composition, with this code only.
  @Test
  void keysOfAnInputMethodAreNotThoseOfThePage() {
    Visitor alice = web.account("Alice");
    alice.say("one");
    alice.hears("one");
    for (Map<String, Object> sign :
        List.<Map<String, Object>>of(Map.of("isComposing", true), Map.of("keyCode", 229))) {
      alice.action(alice.message("one"), "Edit").click();
      alice.composer().fill("ni");
      press(alice.composer(), "Escape", sign);
      press(alice.composer(), "Enter", sign);
      assertThat(alice.composer()).hasValue("ni");
      alice.composer().fill("@al");
      assertThat(alice.role(AriaRole.OPTION, "Alice")).isVisible();
      press(alice.composer(), "Enter", sign);
      assertThat(alice.composer()).hasValue("@al");
      alice.composer().press("Escape");
      alice.composer().press("Escape");

      alice.page().keyboard().press("Control+k");
      Locator dialog = alice.role(AriaRole.DIALOG, "Go to room");
      press(dialog.getByRole(AriaRole.COMBOBOX), "Enter", sign);
      assertThat(dialog).isVisible();
      dialog.getByRole(AriaRole.COMBOBOX).fill("lo");
      alice.page().keyboard().press("Escape");
      assertThat(dialog).hasCount(0);
    }
    assertThat(alice.feed().locator(".text")).hasText(Pattern.compile("one"));
  }

  private static void press(Locator field, String key, Map<String, Object> sign) {
    Map<String, Object> event = new HashMap<>(sign);
    event.put("key", key);
    field.dispatchEvent("keydown", event);
  }
}
