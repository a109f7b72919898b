package gochat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route.FulfillOptions;
import com.microsoft.playwright.options.AriaRole;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Signing in and out.
class SignInTest {
  @RegisterExtension private final WebFixture web = new WebFixture();

  @Test
  void theServerPresentsItselfByItsNameAndItsGreeting() {
    Visitor alice = web.visit();
    alice.isToldOtherwise("name", "The <b>Harbour</b>");
    alice.isToldOtherwise("greeting", "Crews of the harbour only.");
    alice.page().reload();

    assertThat(alice.page()).hasTitle("Sign in · The <b>Harbour</b>");
    assertThat(alice.page().getByRole(AriaRole.HEADING)).hasText("The <b>Harbour</b>");
    assertThat(alice.page().getByText("Crews of the harbour only.")).isVisible();
    alice.enterAsGuest("Alice");
    assertThat(alice.page()).hasTitle("#lobby · The <b>Harbour</b>");
  }

  @Test
  void theFormOfANewAccountIsShownWhereUsersCanRegister() {
    Visitor alice = web.visit();
    Locator tab = alice.role(AriaRole.TAB, "Register");
    tab.click();
    assertThat(alice.codeField()).not().isVisible();

    alice.isToldOtherwise("registration", "REGISTRATION_INVITE");
    alice.page().reload();
    tab.click();
    assertThat(alice.page().getByText("takes new accounts by invitation only")).isVisible();
    assertThat(alice.codeField()).isVisible();

    alice.isToldOtherwise("registration", "REGISTRATION_OFF");
    alice.page().reload();
    assertThat(alice.role(AriaRole.TAB, "Sign in")).isVisible();
    assertThat(tab).not().isVisible();
  }

  @Test
  void allPagesOfABrowserShareASession() {
    Visitor alice = web.account("Alice");
    Page second = alice.context().newPage();
    second.navigate(web.url());
    Locator field =
        second.getByRole(
            AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Message #lobby").setExact(true));
    field.fill("half a secret");

    alice.button("Alice, Your menu").click();
    alice.role(AriaRole.MENUITEM, "Sign out").click();

    // Both pages show the form of the account, and no typed text is left.
    for (Page page : new Page[] {alice.page(), second}) {
      assertThat(page.getByLabel("Name")).hasValue("Alice");
      assertThat(page.getByLabel("Password")).isVisible();
    }
    assertThat(alice.page().getByLabel("Password")).isFocused();
    alice.page().waitForFunction("() => !/half a secret|Alice/.test(JSON.stringify(localStorage))");
    alice.role(AriaRole.TAB, "Guest").click();
    alice.enterAsGuest("Bob");
    assertThat(field).hasValue("");
    alice.page().reload();
    assertThat(alice.button("Bob, Your menu")).isVisible();
    alice.forgive();
  }

  @Test
  void wrongPasswordsFromElsewhereDelayNoSignInInAKnownBrowser() {
    Visitor alice = web.account("Alice");
    alice.button("Alice, Your menu").click();
    alice.role(AriaRole.MENUITEM, "Sign out").click();
    Object last =
        alice
            .page()
            .evaluate(
                """
                async () => {
                  const body = JSON.stringify({ name: "Alice", password: "battery staple" });
                  const headers = { "content-type": "application/json" };
                  let reply = "";
                  for (let i = 0; i < 6; i++) {
                    reply = await (await fetch("/v1/sign-in", { method: "POST", headers, body })).text();
                  }
                  return reply;
                }
                """);
    Assertions.assertThat(String.valueOf(last)).contains("THROTTLED");

    alice.page().getByLabel("Password").fill(Visitor.PASSWORD);
    alice.button("Sign in").click();
    assertThat(alice.composer()).isVisible();
    alice.forgive();
  }

  @Test
  void anAnswerThatIsNotFromThisServerIsReportedAsSuch() {
    Visitor alice = web.visit();
    Locator problem = alice.page().getByRole(AriaRole.ALERT);
    alice.page().getByLabel("Name").fill("Alice");
    for (Map.Entry<Integer, String> answer :
        Map.of(401, "{\"error\": \"who are you\"}", 200, "null", 502, "<html>").entrySet()) {
      alice
          .page()
          .route(
              web.url() + "v1/sign-in/guest",
              route ->
                  route.fulfill(
                      new FulfillOptions().setStatus(answer.getKey()).setBody(answer.getValue())));
      alice.button("Join as a guest").click();
      assertThat(problem)
          .containsText("The answer, with status " + answer.getKey() + ", is not from GoChat");
      alice.page().unrouteAll();
    }

    // A frozen server takes the connection and sends no answer.
    alice.page().clock().install();
    alice.page().route(web.url() + "v1/sign-in/guest", route -> {});
    alice
        .page()
        .evaluate(
            "() => AbortSignal.timeout = (ms) => {"
                + " const c = new AbortController();"
                + " setTimeout(() => c.abort(new DOMException('', 'TimeoutError')), ms);"
                + " return c.signal; }");
    alice.button("Join as a guest").click();
    alice.page().clock().runFor(10_000);
    assertThat(problem).containsText("The server has not answered for 10 seconds.");
    alice.page().unrouteAll();
    alice.button("Try again").click();
    assertThat(alice.composer()).isVisible();
    alice.forgive();
  }

  @Test
  void aChinesePageShowsRefusalsInChinese() {
    Visitor zhang = web.visit(new NewContextOptions().setLocale("zh-CN"));
    Locator problem = zhang.page().getByRole(AriaRole.ALERT);
    Locator name = zhang.page().getByLabel("名字");
    for (Map.Entry<String, String> refusal :
        Map.of(
                "张 三", "名称不能含有空格",
                "张!三", "名称不能含有“!”",
                "-rf", "名称不能以 - 或 . 开头",
                "张\u3164三", "看不见的字符",
                // Only the server can check this.
                "server", "服务器不接受这个名称")
            .entrySet()) {
      name.fill(refusal.getKey());
      zhang.button("以访客身份加入").click();
      assertThat(problem).containsText(refusal.getValue());
    }
    zhang.forgive();
  }
}
