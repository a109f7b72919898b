package gochat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The page over plain HTTP from another machine: browsers withhold features from it, because it
/// could have been changed on the way.
class UntrustedAddressTest {
  @RegisterExtension private final WebFixture web = new WebFixture();

  private Visitor visit() {
    Visitor visitor = web.visit(new NewContextOptions(), web.untrustedUrl());
    assertThat(visitor.page().evaluate("() => isSecureContext || 'randomUUID' in crypto"))
        .isEqualTo(false);
    return visitor;
  }

  @Test
  void guestsTalkAndThePageSaysWhatDoesNotWork() {
    Visitor alice = visit();
    assertThat(alice.page().getByText("This address is not encrypted.")).isVisible();
    alice.enterAsGuest("Alice");
    Visitor bob = web.guest("Bob");

    alice.say("From the network");
    bob.hears("From the network");
    alice.hears("From the network");
    assertThat(alice.action(alice.message("From the network"), "Copy text")).hasCount(0);
    alice.button("Alice, Your menu").click();
    alice.role(AriaRole.MENUITEM, "Notifications: not available at this address").click();
    assertThat(alice.page().getByText("Browsers show notifications only of pages")).isVisible();
  }
}
