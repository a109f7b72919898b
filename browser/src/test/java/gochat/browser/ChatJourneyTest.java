package gochat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Several users in conversations and rooms.
class ChatJourneyTest {
  @RegisterExtension private final WebFixture web = new WebFixture();

  @Test
  void twoGuestsTalk() {
    Visitor alice = web.guest("Alice");
    Visitor bob = web.guest("Bob");

    alice.say("Hello Bob");
    bob.hears("Hello Bob");
    bob.say("你好 Alice");
    alice.hears("你好 Alice");

    assertThat(alice.feed().getByRole(AriaRole.ARTICLE)).hasCount(2);
    assertThat(alice.message("Hello Bob").locator(".author")).hasText("Alice");
    assertThat(alice.page().getByRole(AriaRole.LOG)).containsText("Bob: 你好 Alice");
  }

  @Test
  void aMessageGetsAReplyAReactionAnEditAndADeletion() {
    Visitor alice = web.account("Alice");
    Visitor bob = web.account("Bob");
    alice.say("Who waters on Sunday?");

    bob.action(bob.message("Who waters"), "React with 👍").click();
    assertThat(alice.message("Who waters").getByRole(AriaRole.BUTTON).first())
        .hasAccessibleName("👍, 1 person");
    bob.action(bob.message("Who waters"), "Reply").click();
    bob.say("I can");
    assertThat(alice.message("I can").locator(".quote")).containsText("Who waters on Sunday?");
    assertThat(alice.message("Who waters").getByText("1 reply")).isVisible();

    alice.action(alice.message("Who waters").first(), "Edit").click();
    alice.say("Who waters on Monday?");
    assertThat(bob.message("Who waters on Monday?").first()).containsText("edited");

    bob.action(bob.message("I can").last(), "Delete").click();
    bob.role(AriaRole.DIALOG, "Delete this message?").getByText("Delete").last().click();
    assertThat(alice.message("I can")).hasCount(0);
    assertThat(alice.message("This message was deleted.")).isVisible();
    assertThat(alice.message("Who waters").getByText("1 reply")).hasCount(0);
  }

  @Test
  void aThreadOpensBesideTheRoom() {
    Visitor alice = web.account("Alice");
    Visitor bob = web.account("Bob");
    alice.say("A question");

    bob.action(bob.message("A question"), "Open thread").click();
    Locator thread = bob.role(AriaRole.COMPLEMENTARY, "Thread");
    thread.getByRole(AriaRole.TEXTBOX).fill("An answer");
    thread.getByRole(AriaRole.TEXTBOX).press("Enter");

    alice.message("A question").getByText("1 reply").click();
    assertThat(alice.role(AriaRole.COMPLEMENTARY, "Thread").getByRole(AriaRole.ARTICLE))
        .hasText(new Pattern[] {Pattern.compile("A question"), Pattern.compile("An answer")});
  }

  @Test
  void aRoomIsCreatedFoundJoinedAndLeft() {
    Visitor alice = web.account("Alice");
    Visitor bob = web.account("Bob");

    alice.createRoom("garden", "What grows");
    alice.say("First!");

    bob.button("Find a room").click();
    bob.button("Join garden").click();
    bob.hears("First!");
    assertThat(bob.page().getByText("What grows")).isVisible();
    alice.hears("Bob joined");

    bob.button("More about this room").click();
    bob.role(AriaRole.MENUITEM, "Leave room").click();
    bob.role(AriaRole.DIALOG, "Leave #garden?").getByText("Leave room").click();
    assertThat(bob.page().getByRole(AriaRole.NAVIGATION).getByText("garden")).hasCount(0);
    bob.isToldHere("You left #garden.");
    alice.hears("Bob left");
  }

  @Test
  void unreadMessagesOfOtherRoomsAreCountedUntilTheyAreSeen() {
    Visitor alice = web.account("Alice");
    Visitor bob = web.account("Bob");
    bob.converseWith("Alice");
    bob.say("Lunch?");

    Locator link =
        alice.page().getByRole(AriaRole.NAVIGATION).getByText("Bob").locator("xpath=ancestor::a");
    assertThat(link).hasAccessibleName("Bob, 1 unread message");
    assertThat(alice.page()).hasTitle("(1) #lobby · GoChat");
    alice.goTo("Bob");
    alice.hears("Lunch?");
    assertThat(link).hasAccessibleName("Bob");
    assertThat(alice.page()).hasTitle("Bob · GoChat");
  }

  @Test
  void aUserWhoIsTypingIsShown() {
    Visitor alice = web.guest("Alice");
    Visitor bob = web.guest("Bob");

    // Long enough for two signals, because one may get lost.
    bob.composer()
        .pressSequentially(
            "Let me think about", new Locator.PressSequentiallyOptions().setDelay(200));

    assertThat(alice.page().getByText("Bob is typing…")).isVisible();
  }

  @Test
  void privateMessagesOfGuestsAreNotStored() {
    Visitor alice = web.guest("Alice");
    Visitor bob = web.guest("Bob");
    alice.converseWith("Bob");
    alice.say("Psst");

    bob.goTo("Alice");
    bob.hears("Psst");
    bob.say("What?");
    alice.hears("What?");
    alice.page().reload();
    alice.hears("What?");
  }

  @Test
  void aDraftStaysInItsRoom() {
    Visitor alice = web.account("Alice");
    alice.createRoom("garden", "");
    alice.composer().fill("half a thou");

    alice.goTo("lobby");
    assertThat(alice.composer()).hasValue("");
    alice.page().reload();
    alice.goTo("garden");

    assertThat(alice.composer()).hasValue("half a thou");
  }

  @Test
  void namesAndEmojiAreCompletedAndAMentionOfNoUserIsTold() {
    Visitor alice = web.account("Alice");
    Visitor bob = web.account("Bob");
    bob.say("Here I am");
    alice.hears("Here I am");

    alice.composer().pressSequentially("谢谢@bo");
    assertThat(alice.role(AriaRole.OPTION, "Bob")).isVisible();
    alice.composer().press("Enter");
    alice.composer().pressSequentially(":tad");
    assertThat(alice.page().getByRole(AriaRole.OPTION).first()).containsText("tada");
    alice.composer().press("Enter");
    assertThat(alice.composer()).hasValue("谢谢@Bob 🎉 ");
    alice.composer().press("Enter");

    assertThat(bob.message("谢谢").locator(".mention")).hasText("@Bob");

    alice.say("/me waves at @Bob!");
    assertThat(bob.message("waves").locator(".text")).containsText("Alice waves at @Bob!");
    assertThat(bob.message("waves").locator(".mention")).hasText("@Bob");

    alice.say("and at @Bobby");
    assertThat(alice.page().getByText("No such user, so nobody is notified: @Bobby")).isVisible();
  }

  @Test
  void anInvitedUserGetsTheRoomAndARemovedUserTheReason() {
    Visitor alice = web.account("Alice");
    Visitor bob = web.account("Bob");
    alice.createRoom("garden", "");
    alice.button("More about this room").click();
    alice.role(AriaRole.MENUITEM, "Invite somebody").click();
    alice.page().getByLabel("Name of the person").fill("Bob");
    alice.button("Invite").click();
    bob.goTo("garden");
    alice.hears("Alice added Bob");

    alice.button("Members").click();
    alice.role(AriaRole.COMPLEMENTARY, "Members").getByText("Bob").click();
    alice.role(AriaRole.MENUITEM, "Remove from room").click();
    alice.role(AriaRole.DIALOG, "Remove Bob from #garden?").getByText("Remove from room").click();

    bob.isToldHere("Alice removed you from #garden.");
    alice.hears("Alice removed Bob");
  }

  @Test
  void twoPagesOfOneAccountShowTheSame() {
    Visitor alice = web.account("Alice");
    Visitor bob = web.account("Bob");
    Page second = alice.context().newPage();
    second.navigate(web.url());

    alice.say("From the first page");
    assertThat(second.getByRole(AriaRole.FEED).getByText("From the first page")).isVisible();
    assertThat(second.getByText("Sending…")).hasCount(0);
    second.close();
    bob.hears("From the first page");
  }

  @Test
  void aUserOfAHiddenPageIsNotifiedOfMentionsAndDirectMessages() {
    Visitor alice = web.visit();
    alice
        .page()
        .addInitScript(
            """
            globalThis.notified = [];
            globalThis.Notification = class {
              static permission = "granted";
              constructor(title, { body }) { notified.push(`${title}: ${body}`); }
            };
            document.hasFocus = () => false;
            """);
    alice.page().reload();
    alice.register("Alice");
    Visitor bob = web.account("Bob");

    bob.say("Hello everybody");
    bob.say("@Alice, look");
    alice.hears("@Alice, look");

    assertThat(alice.page()).hasTitle("(1) #lobby · GoChat");
    org.assertj.core.api.Assertions.assertThat(alice.page().evaluate("() => notified"))
        .isEqualTo(List.of("Bob in #lobby: @Alice, look"));
  }

  /// Chrome for Android has the class, and its constructor throws.
  @Test
  void thePageSaysThatABrowserShowsNoNotifications() {
    Visitor alice = web.visit();
    alice
        .page()
        .addInitScript(
            """
            globalThis.Notification = class {
              static permission = "granted";
              constructor() { throw new TypeError("Illegal constructor"); }
            };
            document.hasFocus = () => false;
            """);
    alice.page().reload();
    alice.register("Alice");
    Visitor bob = web.account("Bob");

    bob.say("@Alice, look");
    alice.hears("@Alice, look");

    alice.button("Alice, Your menu").click();
    alice.role(AriaRole.MENUITEM, "Notifications: not supported by this browser").click();
    assertThat(alice.page().getByText("This browser shows no notifications")).isVisible();
  }

  @Test
  void atMidnightTodayBecomesYesterdayAndAUserMayWriteNotes() {
    Visitor alice = web.visit();
    alice.page().clock().install();
    alice.page().reload();
    alice.register("Alice");
    alice.say("good night");
    alice.hears("good night");
    assertThat(alice.feed().getByText("Today")).isVisible();
    alice.page().clock().fastForward("24:00:00");
    assertThat(alice.feed().getByText("Yesterday")).isVisible();

    alice.button("Message somebody").click();
    alice.page().getByLabel("Name of the person").fill("Alice");
    alice.button("Start").click();
    alice.isIn("Notes to yourself");
    assertThat(alice.role(AriaRole.TEXTBOX, "Write a note")).isVisible();
    alice.forgive();
  }

  @Test
  void thePageIsInChineseInAChineseBrowser() {
    Visitor alice = web.visit(new NewContextOptions().setLocale("zh-CN"));
    alice.page().getByLabel("名字").fill("张三");
    alice.button("以访客身份加入").click();
    Locator field = alice.role(AriaRole.TEXTBOX, "发消息到 #lobby");
    // Enter within an input method does not send.
    field.fill("你好");
    field.dispatchEvent("keydown", Map.of("key", "Enter", "isComposing", true));
    assertThat(field).hasValue("你好");
    field.press("Enter");

    assertThat(alice.message("你好").locator(".author")).hasText("张三");
    assertThat(alice.page().locator("html")).hasAttribute("lang", "zh-CN");
    alice.action(alice.message("你好"), "编辑").click();
    assertThat(alice.page().getByText("编辑消息")).isVisible();
  }
}
