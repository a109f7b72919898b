package gochat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import gochat.server.Setting;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// New accounts where people need an invitation to the server.
class InvitationTest {
  @RegisterExtension
  private final WebFixture web = new WebFixture(Map.of(Setting.REGISTRATION, "invite"));

  private String newLink() {
    return linkOf(web.administrator("root").makeInvitation());
  }

  private String linkOf(String code) {
    return web.url() + "#/invite/" + code;
  }

  @Test
  void aLinkLeadsToAnAccountAndItsCodeStaysNowhere() {
    String link = newLink();
    String code = link.replaceFirst(".*/", "");
    Visitor alice = web.visit(new NewContextOptions(), link);

    assertThat(alice.role(AriaRole.TAB, "Register")).hasAttribute("aria-selected", "true");
    assertThat(alice.page().getByText("You are invited")).isVisible();
    assertThat(alice.codeField()).hasValue(code);
    assertThat(alice.page().getByLabel("Name")).isFocused();
    assertThat(alice.page()).hasURL(web.url());

    alice.register("Alice", "");
    alice.page().reload();
    alice.isIn("lobby");
    String left =
        (String)
            alice
                .page()
                .evaluate("() => JSON.stringify([localStorage, sessionStorage, history.state])");
    Assertions.assertThat(left + alice.page().url()).contains("Alice").doesNotContain(code);
    alice.page().goBack();
    Assertions.assertThat(alice.page().url()).doesNotContain(code);
  }

  @Test
  void aLinkThatWasUsedUpSaysSoInBothLanguages() {
    String link = newLink();
    web.visit(new NewContextOptions(), link).register("Alice", "");

    Visitor bob = web.visit(new NewContextOptions(), link);
    fill(bob, "Name", "Bob", "Password");
    bob.button("Create account").click();
    assertThat(bob.page().getByRole(AriaRole.ALERT))
        .hasText(
            "This invitation is not valid, or not any more: it was used, has expired or was"
                + " revoked. Ask for another one.");
    bob.forgive();

    Visitor zhang = web.visit(new NewContextOptions().setLocale("zh-CN"), link);
    fill(zhang, "名字", "张三", "密码");
    zhang.button("创建账号").click();
    assertThat(zhang.page().getByRole(AriaRole.ALERT)).hasText("邀请无效，或已被使用、已过期、已被撤销。请索取新的邀请。");
    zhang.forgive();
  }

  private static void fill(Visitor visitor, String nameLabel, String name, String passwordLabel) {
    visitor.page().getByLabel(nameLabel).fill(name);
    visitor.page().getByLabel(passwordLabel).fill(Visitor.PASSWORD);
  }

  @Test
  void withoutALinkTheFormHasOneFieldForEitherCode() {
    Visitor root = web.administrator("root");
    String code = root.makeInvitation();

    Visitor alice = web.visit();
    alice.role(AriaRole.TAB, "Register").click();
    assertThat(alice.page().locator("form input")).hasCount(3);
    fill(alice, "Name", "Alice", "Password");
    alice.button("Create account").click();
    assertThat(alice.codeField()).isFocused();
    // People paste what they have.
    alice.register("Alice", linkOf(code));
  }

  @Test
  void aUserWhoIsSignedInStaysSo() {
    String link = newLink();
    Visitor alice = web.guest("Alice");
    String room = alice.page().url();
    Locator said = alice.role(AriaRole.DIALOG, "Invitation");

    // The page is there already.
    alice.page().navigate(link);
    assertThat(said).containsText("You are signed in as Alice and have not used the invitation.");
    assertThat(alice.page()).hasURL(room);
    said.getByRole(AriaRole.BUTTON).click();
    alice.isIn("lobby");

    Page second = alice.context().newPage();
    second.navigate(link);
    assertThat(second.getByText("You are signed in as Alice")).isVisible();
    assertThat(second).hasURL(web.url());

    alice.button("Alice, Your menu").click();
    alice.role(AriaRole.MENUITEM, "Sign out").click();
    assertThat(alice.codeField()).hasValue(link.replaceFirst(".*/", ""));
    alice.forgive();
  }

  @Test
  void whereNobodyRegistersALinkSaysSo() {
    Visitor alice = web.visit();
    alice.isToldOtherwise("registration", "REGISTRATION_OFF");
    alice.page().reload();
    alice.page().navigate(linkOf("0000-0000-0000-0000-0000"));

    assertThat(alice.page().getByText("This server takes no new accounts")).isVisible();
    assertThat(alice.page()).hasURL(web.url());
  }
}
