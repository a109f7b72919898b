package gochat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The list of the devices on which a user is signed in.
class DevicesTest {
  private static final String ON_A_PHONE =
      "Mozilla/5.0 (Android 16; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0";
  private static final String TITLE = "Where you are signed in";

  @RegisterExtension private final WebFixture web = new WebFixture();

  /// A visitor with another device, who is signed in there too.
  private Visitor phoneOf(String name) {
    return web.visit(new NewContextOptions().setUserAgent(ON_A_PHONE)).signIn(name);
  }

  private static Locator open(Visitor visitor, String menu, String title) {
    visitor.button(menu).click();
    visitor.role(AriaRole.MENUITEM, title).click();
    return visitor.role(AriaRole.DIALOG, title).getByRole(AriaRole.LISTITEM);
  }

  private static Locator open(Visitor visitor) {
    return open(visitor, "Alice, Your menu", TITLE);
  }

  @Test
  void aUserEndsTheSessionOfAnotherDeviceByKeyboardAlone() {
    Visitor alice = web.account("Alice");
    Visitor phone = phoneOf("Alice");
    Locator devices = open(alice);
    assertThat(devices).hasCount(2);
    assertThat(devices.first()).containsText("this device");
    assertThat(devices.last()).containsText("Firefox · Android");
    assertThat(devices.last()).containsText(" from 127.0.0.1");

    alice.button("End: Firefox · Android").press("Enter");
    Locator question = alice.role(AriaRole.DIALOG, "End the session of Firefox · Android?");
    assertThat(question.getByRole(AriaRole.BUTTON).last()).isFocused();
    alice.page().keyboard().press("Enter");

    assertThat(devices).hasCount(1);
    assertThat(alice.page().getByText("1 session was ended.")).isVisible();
    assertThat(alice.role(AriaRole.LIST, TITLE)).isFocused();
    assertThat(alice.button("End all others")).not().isVisible();
    assertThat(phone.page().getByText("You were signed out.")).isVisible();
    phone.forgive();
  }

  @Test
  void allOtherDevicesAreSignedOutAtOnce() {
    Visitor alice = web.account("Alice");
    Visitor phone = phoneOf("Alice");
    Visitor tablet = web.visit().signIn("Alice");
    Locator devices = open(alice);
    assertThat(devices).hasCount(3);

    alice.button("End all others").click();
    alice
        .role(AriaRole.DIALOG, "End all other sessions?")
        .getByRole(AriaRole.BUTTON)
        .last()
        .click();

    assertThat(devices).hasCount(1);
    assertThat(phone.page().getByText("You were signed out.")).isVisible();
    assertThat(tablet.page().getByText("You were signed out.")).isVisible();
    phone.forgive();
    tablet.forgive();
  }

  @Test
  void anotherPasswordFromThereEndsTheOtherSessionsToo() {
    Visitor alice = web.account("Alice");
    Visitor phone = phoneOf("Alice");
    Locator devices = open(alice);
    assertThat(devices).hasCount(2);

    alice.button("Change password").click();
    alice.page().getByLabel("Old password").fill(Visitor.PASSWORD);
    alice.page().getByLabel("New password").fill("another horse");
    alice.button("Save").click();

    assertThat(devices).hasCount(1);
    assertThat(alice.page().getByText("Your password was changed.")).isVisible();
    assertThat(phone.page().getByText("You were signed out.")).isVisible();
    phone.forgive();
  }

  @Test
  void aFailureIsToldInASentence() {
    Visitor alice = web.account("Alice");
    phoneOf("Alice");
    assertThat(open(alice)).hasCount(2);
    alice.page().route("**/v1/self/sessions/*", Route::abort);

    alice.button("End: Firefox · Android").click();
    alice.page().keyboard().press("Enter");

    assertThat(alice.role(AriaRole.DIALOG, "End the session of Firefox · Android?"))
        .containsText("The server does not answer.");
    alice.forgive();
  }

  @Test
  void aPhoneShowsTheListInChinese() {
    web.account("Alice");
    phoneOf("Alice");
    Visitor alice =
        web.visit(
            new NewContextOptions()
                .setLocale("zh-CN")
                .setUserAgent(ON_A_PHONE)
                .setViewportSize(360, 740)
                .setDeviceScaleFactor(2));
    alice.signInOnAChinesePhone("Alice");

    Locator devices = open(alice, "Alice, 我的菜单", "已登录的设备");

    assertThat(devices).hasCount(3);
    assertThat(devices.first()).containsText("本设备");
    assertThat(alice.button("退出其他所有设备")).isInViewport();
    assertThat(alice.page().locator(".records li button").last()).isInViewport();
    alice
        .page()
        .screenshot(
            new ScreenshotOptions().setPath(Path.of("target/screenshots/devices-narrow-zh.png")));
  }
}
