package gochat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Rooms in which the user may not write, or which the user may not see.
class RoomAccessTest {
  @RegisterExtension private final WebFixture web = new WebFixture();

  @Test
  void aTextGoesToNoOtherRoomThanItsOwn() {
    Visitor alice = web.account("Alice");
    Visitor bob = web.account("Bob");
    alice.call("POST", "/v1/rooms", "{\"name\": \"secret\", \"kind\": \"ROOM_KIND_PRIVATE\"}");
    alice.call("POST", "/v1/rooms/%23secret/members", "{\"user\": \"Bob\"}");
    alice.call("POST", "/v1/rooms/%23secret/messages", "{\"text\": \"A plan\"}");
    bob.goTo("secret");
    bob.action(bob.message("A plan"), "Open thread").click();
    Locator inThread = bob.role(AriaRole.TEXTBOX, "Reply in thread");
    inThread.fill("I know");
    bob.composer().fill("the safe");

    alice.call("DELETE", "/v1/rooms/%23secret/members/Bob", "");

    bob.isToldHere("Alice removed you from #secret.");
    bob.composer().press("End");
    bob.composer().pressSequentially(" is open");
    bob.composer().press("Enter");
    assertThat(bob.page().getByText("Your text was not sent")).isVisible();
    inThread.press("Enter");
    assertThat(bob.page().getByText("Your text was not sent")).hasCount(2);
    assertThat(inThread).hasValue("I know");
    bob.isIn("secret");
    // Only the user goes to another room, and the text stays behind.
    bob.goTo("lobby");
    assertThat(bob.composer()).hasValue("");
    bob.say("hello");
    alice.hears("hello");
    assertThat(alice.message("safe")).hasCount(0);
    // A member who is added again reads on.
    bob.page().goBack();
    bob.isIn("secret");
    alice.call("POST", "/v1/rooms/%23secret/members", "{\"user\": \"Bob\"}");
    bob.isToldNoMore("Alice removed you from #secret.");
    assertThat(bob.composer()).hasValue("the safe is open");
    bob.composer().press("Enter");
    bob.hears("the safe is open");
    bob.forgive();
  }

  @Test
  void aHiddenRoomIsListedOnlyWhileItIsShown() {
    Visitor alice = web.account("Alice");
    Visitor bob = web.account("Bob");
    alice.createRoom("garden", "");
    hide(alice);
    alice.isIn("lobby");
    assertThat(link(alice, "garden")).hasCount(0);
    alice.page().reload();
    assertThat(link(alice, "lobby")).isVisible();
    assertThat(link(alice, "garden")).hasCount(0);

    alice.page().keyboard().press("Control+k");
    alice.page().keyboard().type("gard");
    assertThat(alice.page().getByRole(AriaRole.OPTION)).hasText("#gardenhidden");
    alice.page().keyboard().press("Enter");
    alice.isIn("garden");
    assertThat(link(alice, "garden")).isVisible();
    alice.goTo("lobby");
    assertThat(link(alice, "garden")).hasCount(0);
    alice.page().goBack();
    alice.isIn("garden");
    alice.button("More about this room").click();
    alice.role(AriaRole.MENUITEM, "Show in my lists again").click();
    alice.goTo("lobby");
    assertThat(link(alice, "garden")).isVisible();

    // Another device hides it.
    alice.call("PUT", "/v1/self/rooms/%23garden/hidden", "{\"hidden\": true}");
    assertThat(link(alice, "garden")).hasCount(0);
    alice.call("PUT", "/v1/self/rooms/%23garden/hidden", "{\"hidden\": false}");
    assertThat(link(alice, "garden")).isVisible();

    // The next message shows a direct conversation again.
    alice.converseWith("Bob");
    hide(alice);
    alice.isIn("lobby");
    assertThat(link(alice, "Bob")).hasCount(0);
    bob.goTo("Alice");
    bob.say("Are you there?");
    assertThat(link(alice, "Bob")).isVisible();
  }

  private static void hide(Visitor visitor) {
    visitor.button("More about this room").click();
    visitor.role(AriaRole.MENUITEM, "Hide from my lists").click();
  }

  private static Locator link(Visitor visitor, String room) {
    return visitor
        .page()
        .getByRole(AriaRole.NAVIGATION)
        .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(room));
  }

  @Test
  void aLinkToARoomShowsItOrSaysThatThereIsNone() {
    Visitor alice = web.account("Alice");
    alice.createRoom("garden", "What grows");
    alice.say("First!");
    alice.call("PATCH", "/v1/rooms/%23garden", "{\"topic\": \"What grows in May\"}");
    alice.call("PATCH", "/v1/rooms/%23garden", "{\"topic\": \"What grows in June\"}");
    Visitor bob = web.account("Bob");

    bob.page().navigate(web.url() + "#/garden");
    bob.hears("First!");
    // An earlier topic is erased, and its line stays.
    assertThat(bob.feed().getByText("Alice changed the topic")).isVisible();
    assertThat(bob.feed().getByText("What grows in June")).isVisible();
    assertThat(bob.composer()).not().isVisible();
    bob.isToldHere("You are reading a public room of which you are not a member.");
    bob.button("Join").click();
    assertThat(bob.composer()).isVisible();
    alice.hears("Bob joined");

    bob.page().navigate(web.url() + "#/dev");
    assertThat(bob.page().getByText("There is no room “dev”")).isVisible();
    bob.button("Go to the lobby").click();
    bob.isIn("lobby");
    bob.forgive();
  }

  @Test
  void aLinkShowsItsRoomAlsoBeforeThePageKnowsAllRooms() {
    Visitor alice = web.account("Alice");
    alice.createRoom("garden", "");
    alice.say("First!");
    Visitor bob = web.visit();
    Line line = new Line(bob);
    line.hold("caughtUp");
    bob.register("Bob");

    bob.page().navigate(web.url() + "#/garden");
    line.release();

    bob.hears("First!");
  }
}
