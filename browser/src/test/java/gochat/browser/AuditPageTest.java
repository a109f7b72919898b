package gochat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ScreenshotAnimations;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The audit log as administrators see it on the page.
class AuditPageTest {
  @RegisterExtension private final WebFixture web = new WebFixture();

  private Visitor root;

  @BeforeEach
  void signIn() {
    root = web.administrator("root");
    web.account("Bob").forgive();
  }

  @Test
  void anEntryIsALineAndNobodyCanWriteThere() {
    root.goTo("audit");
    root.hears("Bob registered");
    root.hears("by: open registration");
    root.call("POST", "/v1/admin/accounts/Bob/disable", "{}");

    root.hears("root disabled the account Bob");
    root.isToldHere("Only the server writes here.");
    assertThat(root.composer()).not().isVisible();
    Locator line = root.message("root disabled the account Bob");
    line.hover();
    assertThat(line.getByRole(AriaRole.BUTTON)).hasCount(0);
    picture(root, "audit");

    // The other rooms are as before.
    root.goTo("lobby");
    root.isToldNoMore("Only the server writes here.");
    root.say("hi").hears("hi");
  }

  @Test
  void aPhoneShowsTheEntriesInChinese() {
    root.call("POST", "/v1/admin/accounts/Bob/disable", "{}");
    Visitor phone =
        web.visit(
            new NewContextOptions()
                .setLocale("zh-CN")
                .setViewportSize(360, 740)
                .setDeviceScaleFactor(2));
    phone.signInOnAChinesePhone("root");
    phone.goTo("audit");

    phone.hears("root 停用了账号 Bob");
    phone.hears("Bob 注册了账号");
    phone.hears("方式：开放注册");
    phone.isToldHere("只有服务器会在这里写入。");
    assertThat(phone.page().getByRole(AriaRole.MAIN).getByRole(AriaRole.TEXTBOX)).hasCount(0);
    picture(phone, "audit-narrow-zh");
  }

  @Test
  void othersSeeNoSuchRoom() {
    Visitor alice = web.account("Alice");
    alice.say("hi").hears("hi");

    assertThat(
            alice
                .page()
                .getByRole(AriaRole.NAVIGATION)
                .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("audit")))
        .hasCount(0);
  }

  private static void picture(Visitor visitor, String name) {
    visitor
        .page()
        .screenshot(
            new ScreenshotOptions()
                .setAnimations(ScreenshotAnimations.DISABLED)
                .setPath(Path.of("target/screenshots", name + ".png")));
  }
}
