package gochat.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The file with the data of an account, and the end of an account.
class MyDataTest {
  private static final String TITLE = "Download my data";

  @RegisterExtension private final WebFixture web = new WebFixture();

  @Test
  void aUserDeletesTheAccountWithThePassword() {
    Visitor alice = web.account("Alice");
    alice.button("Alice, Your menu").click();
    alice.role(AriaRole.MENUITEM, "Delete my account").click();
    Locator form = alice.role(AriaRole.DIALOG, "Delete my account");
    form.getByLabel("Password").fill(Visitor.PASSWORD);
    form.getByText("Delete my messages too").click();

    form.getByRole(AriaRole.BUTTON).last().click();

    PlaywrightAssertions.assertThat(alice.page().getByText("Your account is deleted.")).isVisible();
    PlaywrightAssertions.assertThat(form).not().isVisible();
    alice.forgive();
  }

  @Test
  void aUserDownloadsWhatTheUserWroteAndWhereTheUserIs() throws IOException {
    Visitor bob = web.account("Bob");
    bob.say("words of Bob");
    Visitor alice = web.account("Alice");
    alice.say("words of Alice");
    bob.hears("words of Alice");
    alice.button("Alice, Your menu").click();
    alice.role(AriaRole.MENUITEM, TITLE).click();
    Locator form = alice.role(AriaRole.DIALOG, TITLE);

    Download file =
        alice.page().waitForDownload(() -> form.getByRole(AriaRole.BUTTON).last().click());

    assertThat(file.suggestedFilename()).isEqualTo("gochat-Alice.jsonl");
    List<String> lines = Files.readAllLines(file.path());
    assertThat(lines.getFirst()).startsWith("{\"user\":{").contains("\"name\":\"Alice\"");
    assertThat(lines.get(1)).startsWith("{\"session\":{");
    assertThat(lines.get(2)).startsWith("{\"room\":{\"roomId\":\"lobby\"");
    assertThat(lines)
        .anyMatch(line -> line.startsWith("{\"entry\":{") && line.contains("words of Alice"))
        .noneMatch(line -> line.contains("words of Bob"));
    PlaywrightAssertions.assertThat(form).not().isVisible();
  }
}
