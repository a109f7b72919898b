package gochat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route.FulfillOptions;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Broken connections.
class ResumeTest {
  /// Of `google.rpc.Code`.
  private static final int RESOURCE_EXHAUSTED = 8;

  @RegisterExtension private final WebFixture web = new WebFixture();

  @Test
  void messagesThatAreWrittenWithoutAServerAreSentOnceAndInOrder() throws Exception {
    Visitor alice = web.account("Alice");
    Visitor bob = web.account("Bob");
    alice.say("one");
    bob.hears("one");

    web.stopServer();
    assertThat(alice.page().getByRole(AriaRole.STATUS).first()).isVisible();
    alice.say("two");
    alice.say("three");
    assertThat(alice.message("Sending…")).hasCount(2);
    web.startServer();
    alice.page().evaluate("dispatchEvent(new Event('online'))");
    bob.page().evaluate("dispatchEvent(new Event('online'))");

    for (Visitor visitor : new Visitor[] {alice, bob}) {
      assertThat(visitor.feed().locator(".text")).hasText(new String[] {"one", "two", "three"});
      visitor.forgive();
    }
    assertThat(alice.message("Sending…")).hasCount(0);
  }

  @Test
  void messagesThatAreWrittenBeforeThePageIsClosedAreSentByTheNextPage() throws Exception {
    Visitor alice = web.account("Alice");
    alice.say("one");
    alice.hears("one");
    web.stopServer();
    alice.say("two");
    assertThat(alice.message("Sending…")).hasCount(1);

    web.startServer();
    alice.page().reload();

    assertThat(alice.feed().locator(".text")).hasText(new String[] {"one", "two"});
    assertThat(alice.message("Sending…")).hasCount(0);
    alice.forgive();
  }

  @Test
  void aPageOfAnotherBuildReloadsOnceWhenNobodyUsesIt() {
    Visitor alice = web.visit();
    Line line = new Line(alice);
    alice.enterAsGuest("Alice");
    Page page = alice.page();
    Locator offer = page.getByText("The server has a newer version of this page.");
    assertThat(offer).not().isVisible();
    page.evaluate("() => { globalThis.isTheFirst = true; }");
    page.clock().install();

    // The server comes back as another one.
    alice.isToldOtherwise("version", "9.9.9");
    line.breakBefore("messagePosted");
    alice.say("a message");
    assertThat(offer).isVisible();

    alice.composer().fill("half a text");
    page.clock().fastForward("10:00");
    assertThat(alice.composer()).hasValue("half a text");
    Assertions.assertThat(page.evaluate("() => isTheFirst")).isEqualTo(true);

    alice.composer().fill("");
    page.clock().fastForward("01:01");
    page.waitForFunction("() => !globalThis.isTheFirst");
    assertThat(offer).isVisible();

    // The files are still those of the old build.
    page.evaluate("() => { globalThis.isTheSecond = true; }");
    page.clock().fastForward("10:00");
    assertThat(alice.composer()).isVisible();
    Assertions.assertThat(page.evaluate("() => isTheSecond")).isEqualTo(true);

    alice.composer().fill("half a text");
    alice.button("Reload").click();
    page.waitForFunction("() => !globalThis.isTheSecond");
    assertThat(alice.composer()).hasValue("half a text");
  }

  @Test
  void aMessageWhoseAnswerIsLostIsStoredOnce() {
    Visitor alice = web.visit();
    Line line = new Line(alice);
    alice.enterAsGuest("Alice");
    Visitor bob = web.guest("Bob");

    // The server has stored the message, and the page does not know it.
    line.breakBefore("\"sendMessage\"");
    alice.say("once");
    alice.say("twice");

    for (Visitor visitor : new Visitor[] {alice, bob}) {
      assertThat(visitor.feed().locator(".text")).hasText(new String[] {"once", "twice"});
    }
    assertThat(alice.message("Sending…")).hasCount(0);
  }

  @Test
  void aUserWhoWasAwayForLongFindsAllMessages() throws Exception {
    Visitor alice = web.visit();
    Line line = new Line(alice);
    alice.enterAsGuest("Alice");
    // Its event is among the missed ones.
    line.breakBefore("\"messagePosted\"");
    line.cutWhenBroken();
    alice.say("before");
    assertThat(alice.page().getByRole(AriaRole.STATUS).first()).isVisible();
    web.fillLobby(700);
    line.mend();
    alice.page().evaluate("dispatchEvent(new Event('online'))");

    alice.hears("message 700");
    assertThat(alice.feed().getByRole(AriaRole.ARTICLE).last()).containsText("message 700");
    alice
        .page()
        .evaluate(
            """
            async () => {
              const feed = document.querySelector("main [role=feed]");
              const seen = (globalThis.seen = new Set());
              while (!seen.has("before")) {
                feed.querySelectorAll(".text").forEach((text) => seen.add(text.textContent));
                feed.scrollTop -= 400;
                // The page has drawn it after the next frame of the screen.
                await new Promise(requestAnimationFrame);
                await new Promise((resolve) => setTimeout(resolve));
              }
            }
            """);
    Assertions.assertThat(alice.page().evaluate("() => seen.size")).isEqualTo(701);
  }

  @Test
  void anOfflineBrowserSaysSoAtOnceAndUsesAServerThatItReaches() {
    Visitor alice = web.visit();
    Line line = new Line(alice);
    alice.enterAsGuest("Alice");
    Locator status = alice.page().getByText("You are offline.");

    // The server is on this machine, so messages arrive nevertheless.
    line.silence();
    alice.page().evaluate("dispatchEvent(new Event('offline'))");
    assertThat(status).isVisible();
    line.release();
    assertThat(status).not().isVisible();
    alice.say("here I am");
    assertThat(alice.message("Sending…")).hasCount(0);
  }

  @Test
  void aClockThatIsSetBackDelaysNoConnection() {
    Visitor alice = web.visit();
    Line line = new Line(alice);
    alice.enterAsGuest("Alice");

    line.cut();
    alice.page().evaluate("const now = Date.now; Date.now = () => now() - 3_600_000;");

    // The next attempt is in some seconds, not in an hour.
    assertThat(alice.page().getByText(Pattern.compile("again in [0-9]{1,2} seconds"))).isVisible();
    line.mend();
    alice.say("here again");
    assertThat(alice.message("Sending…")).hasCount(0);
    alice.hears("here again");
  }

  @Test
  void thePageSaysWhyThereIsNoConnection() {
    Visitor alice = web.visit();
    Line line = new Line(alice);
    alice.enterAsGuest("Alice");
    // The server ends a WebSocket so if its user has too many.
    line.refuse(RESOURCE_EXHAUSTED, "4 streams are open, and no guest has more.");

    assertThat(alice.page().getByText("4 streams are open, and no guest has more.")).isVisible();
    line.mend();
    alice.button("Try now").click();
    assertThat(alice.page().getByText("4 streams are open")).not().isVisible();

    // A proxy that neither supports WebSockets nor reaches the server.
    String self = web.url() + "v1/self";
    alice
        .page()
        .route(self, route -> route.fulfill(new FulfillOptions().setStatus(502).setBody("<html>")));
    line.cut();
    assertThat(alice.page().getByRole(AriaRole.STATUS).first()).isVisible();
    alice.page().evaluate("dispatchEvent(new Event('online'))");
    assertThat(alice.page().getByText("The answer, with status 502, is not from GoChat"))
        .isVisible();
    alice.forgive();
  }

  @Test
  void anEndedSessionLeadsToTheSignInPage() {
    Visitor alice = web.account("Alice");
    alice
        .page()
        .evaluate(
            """
              () => fetch("/v1/sign-out", {
                method: "POST",
                body: "{}",
                headers: {
              "content-type": "application/json",
              authorization: "Bearer " + JSON.parse(localStorage.getItem("gochat.session")).token,
            },
              })
            """);

    assertThat(alice.page().getByText("You were signed out. Please sign in again.")).isVisible();
    assertThat(alice.page().getByLabel("Name")).hasValue("Alice");
    alice.forgive();
  }
}
