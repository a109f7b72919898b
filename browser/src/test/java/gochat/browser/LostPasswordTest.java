package gochat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Users who have lost their password, and accounts that are disabled.
class LostPasswordTest {
  @RegisterExtension private final WebFixture web = new WebFixture();

  @Test
  void aCodeOfAnAdministratorMakesThePasswordANewOneAndSignsIn() {
    Visitor root = web.administrator("root");
    Visitor alice = web.visit().register("Alice");
    String code = root.makeResetCode("Alice");

    Visitor another = web.visit();
    another.role(AriaRole.TAB, "Sign in").click();
    another.page().getByLabel("Name").fill("Alice");
    another.page().getByLabel("Password").fill("another horse");
    another.page().getByText("I lost my password").click();
    another.page().getByLabel("Recovery code, or code from an administrator").fill(code);
    another.button("Sign in").click();

    another.isIn("lobby");
    assertThat(alice.page().getByText("You were signed out.")).isVisible();
    alice.forgive();
  }

  @Test
  void aRecoveryCodeMakesThePasswordANewOneAndOtherDevicesAreTold() {
    Visitor alice = web.visit().register("Alice");
    alice.button("Alice, Your menu").click();
    alice.role(AriaRole.MENUITEM, "Recovery codes").click();
    Locator dialog = alice.role(AriaRole.DIALOG, "Recovery codes");
    assertThat(dialog).containsText("0 codes are left.");
    dialog.getByLabel("Password").fill(Visitor.PASSWORD);
    alice.button("Make new codes").click();
    assertThat(dialog).containsText("They are shown only now.");
    String code = dialog.locator("pre").innerText().lines().toList().getLast();

    alice.button("Close").click();
    // On another device.
    alice.call(
        "POST",
        "/v1/reset-password",
        "{\"code\": \"%s\", \"newPassword\": \"another horse\"}".formatted(code));

    assertThat(alice.page().getByText("You were signed out.")).isVisible();
    alice.page().getByLabel("Password").fill("another horse");
    alice.button("Sign in").click();
    assertThat(alice.role(AriaRole.DIALOG, "Your password was set with a code"))
        .containsText("If that was not you, change the password");
    alice.button("Close").click();
    alice.isIn("lobby");
    alice.forgive();
  }

  @Test
  void aLinkAsksForTheNewPasswordOnlyAndItsCodeStaysNowhere() {
    Visitor root = web.administrator("root");
    web.visit().register("Alice");
    String code = root.makeResetCode("Alice");
    Visitor another = web.visit(new NewContextOptions(), web.url() + "#/reset/" + code);

    assertThat(another.page().getByText("Choose a new password for your account.")).isVisible();
    assertThat(another.page()).hasURL(web.url());
    assertThat(another.page().getByLabel("New password")).isFocused();
    another.page().getByLabel("New password").fill("another horse");
    another.button("Sign in").click();

    another.isIn("lobby");
    assertThat(another.button("Alice, Your menu")).isVisible();
    another.page().navigate(web.url() + "#/reset/" + code);
    assertThat(another.role(AriaRole.DIALOG, "New password"))
        .containsText("You are signed in as Alice and have not used the code");
  }

  @Test
  void aDisabledAccountSaysSoInBothLanguages() {
    Visitor root = web.administrator("root");
    Visitor alice = web.visit().register("Alice");
    root.call("POST", "/v1/admin/accounts/Alice/disable", "{}");
    assertThat(alice.page().getByText("You were signed out.")).isVisible();
    alice.page().getByLabel("Password").fill(Visitor.PASSWORD);
    alice.button("Sign in").click();
    assertThat(alice.page().getByRole(AriaRole.ALERT))
        .hasText("This account is disabled. Ask an administrator of the server.");
    alice.forgive();

    Visitor zhang = web.visit(new NewContextOptions().setLocale("zh-CN"));
    zhang.role(AriaRole.TAB, "登录").click();
    zhang.page().getByLabel("名字").fill("Alice");
    zhang.page().getByLabel("密码").fill(Visitor.PASSWORD);
    zhang.button("登录").click();
    assertThat(zhang.page().getByRole(AriaRole.ALERT)).hasText("此账号已被停用，请联系管理员。");
    zhang.forgive();
  }
}
