package gochat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Locator.GetByLabelOptions;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import gochat.server.Setting;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The accounts of a server and the invitations to it, as its administrators see them.
class AdministrationPageTest {
  private static final String ACCOUNTS = "Accounts of this server";
  private static final String INVITATIONS = "Invitations to this server";

  @RegisterExtension
  private final WebFixture web = new WebFixture(Map.of(Setting.REGISTRATION, "invite"));

  private Visitor root;

  @BeforeEach
  void signIn() {
    root = web.administrator("root");
  }

  private Locator open(String title) {
    root.button("root, Your menu").click();
    root.role(AriaRole.MENUITEM, title).click();
    return root.role(AriaRole.DIALOG, title).getByRole(AriaRole.LISTITEM);
  }

  private void manage(String name) {
    root.button("Manage: " + name).click();
    assertThat(root.role(AriaRole.DIALOG, name)).isVisible();
  }

  private Visitor invited(String name) {
    return web.visit(new NewContextOptions(), web.url() + "#/invite/" + root.makeInvitation())
        .register(name, "");
  }

  /// Presses the last button of a dialog.
  private void confirm(String title) {
    root.role(AriaRole.DIALOG, title).getByRole(AriaRole.BUTTON).last().click();
  }

  private String link(String title) {
    Locator shown = root.role(AriaRole.DIALOG, title);
    assertThat(shown).containsText("it is shown only here");
    String link = shown.getByLabel("Link", new GetByLabelOptions().setExact(true)).inputValue();
    assertEquals(link, QrCodes.read(shown.getByRole(AriaRole.IMG).screenshot()));
    root.page().keyboard().press("Escape");
    return link;
  }

  @Test
  void aColleagueIsInvitedAndHelpedWithALostPassword() {
    Locator invitations = open(INVITATIONS);
    assertThat(invitations).hasText("There are no invitations.");
    root.button("New invitation").click();
    root.page().getByLabel("Note").fill("for Bob");
    root.button("Make the link").click();
    String invitation = link("The link of the invitation");
    assertThat(invitations).containsText("for Bob");
    assertThat(invitations).containsText("Used 0 of 1 time");
    root.page().keyboard().press("Escape");
    web.visit(new NewContextOptions(), invitation).register("Bob", "");

    assertThat(open(ACCOUNTS)).hasCount(2);
    manage("Bob");
    root.button("Make a link for a new password").click();
    Visitor bob = web.visit(new NewContextOptions(), link("A new password for Bob"));
    bob.page().getByLabel("New password").fill("another horse");
    bob.button("Sign in").click();

    bob.isIn("lobby");
  }

  @Test
  void aDisabledAccountIsSignedOutUntilItIsEnabled() {
    Visitor bob = invited("Bob");
    Locator accounts = open(ACCOUNTS);
    assertThat(accounts.first()).containsText("Signed in on 1 device");
    manage("Bob");
    root.button("Disable").click();
    confirm("Disable the account Bob?");

    assertThat(accounts.first()).containsText("disabled");
    assertThat(accounts.first()).containsText("Signed in nowhere");
    assertThat(root.page().getByText("Bob is disabled.")).isVisible();
    assertThat(root.role(AriaRole.LIST, ACCOUNTS)).isFocused();
    assertThat(bob.page().getByText("You were signed out.")).isVisible();

    manage("Bob");
    root.button("Enable").click();
    confirm("Enable the account Bob?");
    assertThat(accounts.first()).not().containsText("disabled");
    bob.page().getByLabel("Password").fill(Visitor.PASSWORD);
    bob.button("Sign in").click();
    bob.isIn("lobby");
    bob.forgive();
  }

  @Test
  void anAccountIsDeletedAndRestored() {
    Visitor bob = invited("Bob");
    Locator accounts = open(ACCOUNTS);
    manage("Bob");
    root.role(AriaRole.DIALOG, "Bob").getByText("Delete").click();
    confirm("Delete the account Bob?");

    assertThat(accounts.first()).containsText("deleted");
    assertThat(accounts.first()).containsText("Will be erased at");
    assertThat(bob.page().getByText("You were signed out.")).isVisible();

    manage("Bob");
    root.button("Enable").click();
    confirm("Enable the account Bob?");
    assertThat(accounts.first()).not().containsText("deleted");
    bob.forgive();
  }

  @Test
  void allSessionsOfAnAccountAreEnded() {
    Visitor bob = invited("Bob");
    Locator accounts = open(ACCOUNTS);
    manage("Bob");
    root.button("End all sessions").click();
    confirm("End all sessions of Bob?");

    assertThat(accounts.first()).containsText("Signed in nowhere");
    assertThat(bob.page().getByText("You were signed out.")).isVisible();
    bob.forgive();
  }

  @Test
  void anAccountIsMadeAnAdministratorWhoseOpenPageHasTheMenuAndTheLogAtOnce() {
    Visitor bob = invited("Bob");
    Locator accounts = open(ACCOUNTS);
    manage("Bob");
    root.button("Make an administrator").click();
    confirm("Make Bob an administrator?");

    assertThat(accounts.first()).containsText("administrator");
    assertThat(roomLink(bob, "audit")).isVisible();
    bob.button("Bob, Your menu").click();
    assertThat(bob.role(AriaRole.MENUITEM, ACCOUNTS)).isVisible();
    bob.page().keyboard().press("Escape");

    manage("Bob");
    root.button("Take the administration away").click();
    confirm("Take the administration of this server from Bob?");
    assertThat(accounts.first()).not().containsText("administrator");
    assertThat(roomLink(bob, "audit")).hasCount(0);
    bob.button("Bob, Your menu").click();
    assertThat(bob.role(AriaRole.MENUITEM, "Sign out")).isVisible();
    assertThat(bob.role(AriaRole.MENUITEM, ACCOUNTS)).hasCount(0);
  }

  private static Locator roomLink(Visitor visitor, String room) {
    return visitor
        .page()
        .getByRole(AriaRole.NAVIGATION)
        .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(room));
  }

  @Test
  void accountsAreFoundByTheBeginningOfTheirNamesPageByPage() {
    invited("Alice");
    invited("Bob");
    invited("Bo");
    root.page()
        .route(
            "**/v1/admin/accounts?*",
            route ->
                route.resume(
                    new Route.ResumeOptions().setUrl(route.request().url() + "&pageSize=2")));
    Locator accounts = open(ACCOUNTS);
    assertThat(accounts).hasCount(2);
    root.button("Show more").click();
    assertThat(accounts).hasCount(4);
    assertThat(accounts.last()).containsText("you");
    assertThat(accounts.last()).containsText("administrator");
    assertThat(root.button("Manage: root")).hasCount(0);

    Locator search = root.page().getByLabel("Search by the beginning of the name");
    search.fill("BO");
    assertThat(accounts).hasCount(2);
    assertThat(accounts.first()).containsText("Bo");
    search.fill("nobody");
    assertThat(accounts).hasCount(1);
    assertThat(accounts).hasText("There is no account with such a name.");
  }

  @Test
  void aRevokedInvitationIsGone() {
    String code = root.makeInvitation();
    Locator invitations = open(INVITATIONS);
    root.button("Revoke: Without a note").click();
    confirm("Revoke the invitation “Without a note”?");

    assertThat(invitations).hasText("There are no invitations.");
    assertThat(root.page().getByText("The invitation was revoked.")).isVisible();
    Visitor bob = web.visit(new NewContextOptions(), web.url() + "#/invite/" + code);
    bob.page().getByLabel("Name").fill("Bob");
    bob.page().getByLabel("Password").fill(Visitor.PASSWORD);
    bob.button("Create account").click();
    assertThat(bob.page().getByRole(AriaRole.ALERT)).containsText("This invitation is not valid");
    bob.forgive();
  }

  @Test
  void aRefusalIsToldWhereItWasAskedFor() {
    open(INVITATIONS);
    root.button("New invitation").click();
    root.page().getByLabel("Rooms to join").fill("kitchen");
    root.button("Make the link").click();

    assertThat(root.role(AriaRole.DIALOG, "New invitation").getByRole(AriaRole.ALERT))
        .containsText("#kitchen");
    root.forgive();
  }

  @Test
  void othersHaveNoSuchMenu() {
    Visitor bob = invited("Bob");
    bob.button("Bob, Your menu").click();

    assertThat(bob.role(AriaRole.MENUITEM, "Sign out")).isVisible();
    assertThat(bob.role(AriaRole.MENUITEM, ACCOUNTS)).hasCount(0);
    assertThat(bob.role(AriaRole.MENUITEM, INVITATIONS)).hasCount(0);
  }

  @Test
  void aPhoneShowsTheListsInChinese() {
    invited("Bob");
    Visitor phone =
        web.visit(
            new NewContextOptions()
                .setLocale("zh-CN")
                .setViewportSize(360, 740)
                .setDeviceScaleFactor(2));
    phone.signInOnAChinesePhone("root");
    phone.button("root, 我的菜单").click();
    phone.role(AriaRole.MENUITEM, "服务器账号").click();
    assertThat(phone.button("管理: Bob")).isInViewport();
    picture(phone, "accounts-narrow-zh");
    phone.button("管理: Bob").click();
    assertThat(phone.button("停用")).isInViewport();
    picture(phone, "account-narrow-zh");
    phone.button("生成重设密码的链接").click();
    assertThat(phone.button("复制")).isInViewport();
    picture(phone, "codelink-narrow-zh");
  }

  private static void picture(Visitor visitor, String name) {
    visitor
        .page()
        .screenshot(new ScreenshotOptions().setPath(Path.of("target/screenshots", name + ".png")));
  }
}
