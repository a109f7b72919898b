package gochat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;

/// A user of the page with a browser context of their own. It finds elements by the roles and names
/// of docs/web.md.
final class Visitor {
  static final String PASSWORD = "correct horse";
  private static final int PATIENCE_MS = 60_000;

  static {
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
  }

  private final BrowserContext context;
  private final Page page;
  private final List<String> complaints = new ArrayList<>();
  private final Map<String, String> otherValues = new LinkedHashMap<>();
  private boolean isForgiven;

  Visitor(BrowserContext context, String url) {
    this.context = context;
    context.setDefaultTimeout(PATIENCE_MS);
    // The console does not report all of them.
    context.addInitScript(
        "addEventListener('securitypolicyviolation', e =>"
            + " console.error('policy: ' + e.violatedDirective + ' ' + e.blockedURI))");
    page = context.newPage();
    page.onConsoleMessage(message -> {
      if (message.type().equals("error") || message.type().equals("warning")) {
        complaints.add(message.text());
      }
    });
    page.onPageError(complaints::add);
    page.onDialog(dialog -> {
      complaints.add("dialog: " + dialog.message());
      dialog.dismiss();
    });
    page.navigate(url);
  }

  Page page() {
    return page;
  }

  BrowserContext context() {
    return context;
  }

  Visitor enterAsGuest(String name) {
    page.getByLabel("Name").fill(name);
    button("Join as a guest").click();
    assertThat(composer()).isVisible();
    return this;
  }

  Visitor register(String name) {
    return register(name, "");
  }

  /// Signs in to an account with the password of all visitors.
  Visitor signIn(String name) {
    role(AriaRole.TAB, "Sign in").click();
    page.getByLabel("Name").fill(name);
    page.getByLabel("Password").fill(PASSWORD);
    button("Sign in").click();
    assertThat(composer()).isVisible();
    return this;
  }

  /// The same on a narrow page in Chinese, which then shows its rooms.
  Visitor signInOnAChinesePhone(String name) {
    role(AriaRole.TAB, "登录").click();
    page.getByLabel("名字").fill(name);
    page.getByLabel("密码").fill(PASSWORD);
    button("登录").click();
    button("显示房间").click();
    return this;
  }

  /// @param code of an invitation or of the administrator; empty for none
  Visitor register(String name, String code) {
    role(AriaRole.TAB, "Register").click();
    page.getByLabel("Name").fill(name);
    page.getByLabel("Password").fill(PASSWORD);
    if (!code.isEmpty()) {
      Locator more = page.getByText("I have a code");
      if (more.isVisible()) {
        more.click();
      }
      codeField().fill(code);
    }
    button("Create account").click();
    assertThat(composer()).isVisible();
    return this;
  }

  /// The field of the form for a new account.
  Locator codeField() {
    return page.getByLabel("Invitation or administrator code");
  }

  /// Replaces a value in what the server tells this page of itself.
  void isToldOtherwise(String field, String value) {
    otherValues.put(field, value);
    page.route(
        "**/v1/server",
        route -> {
          String response = route.fetch().text();
          for (Map.Entry<String, String> other : otherValues.entrySet()) {
            response =
                response.replaceFirst(
                    "(\"" + other.getKey() + "\": *)\"[^\"]*\"", "$1\"" + other.getValue() + "\"");
          }
          route.fulfill(
              new Route.FulfillOptions().setContentType("application/json").setBody(response));
        });
  }

  Locator role(AriaRole role, String name) {
    return page.getByRole(role, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  Locator button(String name) {
    return role(AriaRole.BUTTON, name);
  }

  /// The text field for messages to the room.
  Locator composer() {
    return page.getByRole(
        AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName(Pattern.compile("^Message ")));
  }

  /// The messages of the room that is shown.
  Locator feed() {
    return page.getByRole(AriaRole.MAIN).getByRole(AriaRole.FEED);
  }

  /// The messages that contain a text.
  Locator message(String text) {
    return feed().getByRole(AriaRole.ARTICLE).filter(new Locator.FilterOptions().setHasText(text));
  }

  Visitor say(String text) {
    composer().fill(text);
    composer().press("Enter");
    return this;
  }

  void hears(String text) {
    assertThat(message(text)).isVisible();
  }

  /// A button of a message.
  Locator action(Locator message, String name) {
    message.hover();
    return message.getByRole(
        AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
  }

  void createRoom(String name, String topic) {
    button("Create a room").click();
    page.getByLabel("Name of the room").fill(name);
    page.getByLabel("Topic").fill(topic);
    button("Create").click();
    isIn(name);
  }

  /// Begins a direct conversation.
  void converseWith(String name) {
    button("Message somebody").click();
    page.getByLabel("Name of the person").fill(name);
    button("Start").click();
    isIn(name);
  }

  void goTo(String room) {
    page.getByRole(AriaRole.NAVIGATION)
        .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(room))
        .click();
    isIn(room);
  }

  void isIn(String room) {
    assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
        .containsText(room);
  }

  /// The room shows a sentence instead of the composer.
  void isToldHere(String sentence) {
    assertThat(toldHere(sentence)).isVisible();
  }

  void isToldNoMore(String sentence) {
    assertThat(toldHere(sentence)).not().isVisible();
  }

  private Locator toldHere(String sentence) {
    return page.getByRole(AriaRole.MAIN)
        .getByRole(AriaRole.STATUS)
        .filter(new Locator.FilterOptions().setHasText(sentence));
  }

  /// Makes an invitation to the server for one account, as only an administrator can.
  ///
  /// @return its code
  String makeInvitation() {
    return madeCode("/v1/admin/invitations");
  }

  /// Makes a code with which the user of an account chooses a new password, as only an
  /// administrator can.
  String makeResetCode(String account) {
    return madeCode("/v1/admin/accounts/" + account + "/password-reset");
  }

  private String madeCode(String path) {
    Map<?, ?> response = (Map<?, ?>) answerTo("POST", path, "{}");
    Map<?, ?> created = (Map<?, ?>) Objects.requireNonNull(response.get("created"));
    return String.valueOf(created.get("code"));
  }

  /// Calls the server with the token of this user.
  ///
  /// @param body JSON, or empty for none
  void call(String method, String path, String body) {
    Object _ = answerTo(method, path, body);
  }

  private Object answerTo(String method, String path, String body) {
    return page.evaluate(
        """
        async ([method, path, body]) => {
          const { token } = JSON.parse(localStorage["gochat.session"]);
          const headers = { "content-type": "application/json", authorization: `Bearer ${token}` };
          const answer = await fetch(path, { method, headers, body: body || undefined });
          if (!answer.ok) throw new Error(await answer.text());
          return answer.json();
        }
        """,
        List.of(method, path, body));
  }

  /// Expects errors in the console until the end of the test, such as failed reconnects.
  void forgive() {
    isForgiven = true;
  }

  /// Closes the browser. The console must be empty unless the test expects errors.
  void leave() {
    context.close();
    if (!isForgiven) {
      Assertions.assertThat(complaints).as("in the browser's console").isEmpty();
    }
  }
}
