package gochat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import gochat.server.Setting;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A guest of the page becomes an account.
class KeepNameTest {
  @RegisterExtension
  private final WebFixture web =
      new WebFixture(Map.of(Setting.REGISTRATION, "invite", Setting.GUEST_ROOMS, "*"));

  private static Locator openForm(Visitor guest) {
    guest.button("Gast, Your menu").click();
    guest.role(AriaRole.MENUITEM, "Keep this name").click();
    Locator form = guest.role(AriaRole.DIALOG, "Keep this name");
    assertThat(form.getByLabel("Name")).hasValue("Gast");
    form.getByLabel("Password").fill(Visitor.PASSWORD);
    return form;
  }

  private static void submit(Locator form, String code) {
    form.getByLabel("Invitation or administrator code").fill(code);
    form.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Create account"))
        .click();
  }

  @Test
  void theRoomsAndTheScreenGoOn() {
    Visitor root = web.administrator("root");
    root.createRoom("tea", "");
    Visitor guest = web.guest("Gast");
    guest.say("as a guest").hears("as a guest");
    Locator form = openForm(guest);
    submit(form, "wrong");
    assertThat(form.getByRole(AriaRole.ALERT)).containsText("This invitation is not valid");
    guest.forgive();

    submit(form, root.makeInvitation());

    assertThat(form).hasCount(0);
    assertThat(guest.page().getByText("Gast registered and is no guest any more")).isVisible();
    guest.hears("as a guest");
    guest.say("as an account").hears("as an account");
    guest.createRoom("mine", "");
    guest.page().reload();
    guest.isIn("mine");
    guest.button("Gast, Your menu").click();
    assertThat(guest.role(AriaRole.MENUITEM, "Change password")).isVisible();
    assertThat(guest.role(AriaRole.MENUITEM, "Keep this name")).hasCount(0);
  }
}
