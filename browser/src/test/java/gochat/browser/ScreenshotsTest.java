package gochat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import gochat.client.v1.Peer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Pictures of the page in `target/screenshots`, for the README and for changes of the design.
class ScreenshotsTest {
  private static final Path PICTURES = Path.of("target/screenshots");
  private static final String GREENHOUSE = "#greenhouse";

  @RegisterExtension private final WebFixture web = new WebFixture();

  @Test
  void thePageInLightAndDarkOnADeskAndOnAPhone() throws Exception {
    Visitor alice = web.account("Alice");
    talk();
    alice.button("Find a room").click();
    alice.button("Join greenhouse").click();
    assertThat(alice.role(AriaRole.HEADING, "#greenhouse")).isVisible();
    alice.feed().press("End");
    alice.say("I have it, and hang it up at nine. 🌱");
    alice.hears("hang it up");
    assertThat(alice.message("hang it up")).not().containsText("Sending…");
    String session = (String) alice.page().evaluate("() => localStorage['gochat.session']");

    var looks =
        Map.of(
            "wide-light", new NewContextOptions().setColorScheme(ColorScheme.LIGHT),
            "wide-dark", new NewContextOptions().setColorScheme(ColorScheme.DARK),
            "narrow-light", phone().setColorScheme(ColorScheme.LIGHT),
            "narrow-dark", phone().setColorScheme(ColorScheme.DARK).setLocale("zh-CN"));
    for (var look : looks.entrySet()) {
      Visitor visitor = web.visit(look.getValue());
      visitor.page().evaluate("session => localStorage['gochat.session'] = session", session);
      visitor.page().navigate(alice.page().url());
      visitor.page().reload();
      visitor.hears("hang it up");
      Path picture = PICTURES.resolve(look.getKey() + ".png");
      visitor.page().screenshot(new ScreenshotOptions().setPath(picture));
      assertThat(Files.size(picture)).isGreaterThan(10_000);
    }
  }

  private static NewContextOptions phone() {
    return new NewContextOptions().setViewportSize(360, 740).setDeviceScaleFactor(2);
  }

  /// Writes the messages of other users.
  private void talk() {
    try (Peer bob = web.peer("Bob");
        Peer mei = web.peer("张美玲");
        Peer tom = web.peer("Tom.Becker")) {
      bob.createRoom("greenhouse", "Sensors, seedlings, and who waters on Sunday");
      mei.join(GREENHOUSE);
      tom.join(GREENHOUSE);
      bob.say("lobby", "Welcome, everybody. Rooms are on the left.");
      bob.chat().sendDirect("Alice", "Lunch at 12:30?").join();
      bob.say(GREENHOUSE, "Readings so far:\n\n- bench A: **61 %**\n- bench B: **58 %**");
      long question = mei.say(GREENHOUSE, "很好！Does it send an alert when it drops below 50 %?");
      bob.reply(
          GREENHOUSE,
          question,
          """
          Not yet. I have this, unfinished:

          ```python
          if reading.humidity < 50:
              room.send(f"bench {bench}: {reading.humidity} %")
          ```\
          """);
      bob.react(GREENHOUSE, question, "👍");
      tom.react(GREENHOUSE, question, "👍");
      long sunday = tom.say(GREENHOUSE, "Who waters on Sunday? I'm away until Tuesday.");
      mei.reply(GREENHOUSE, sunday, "我可以，下午两点之后。");
      tom.say(
          GREENHOUSE,
          "Thank you! The list is at https://wiki.example.org/greenhouse/sunday (page 2).");
      bob.say(
          GREENHOUSE,
          "> Key is at the usual place\n\nWhich is *not* under the flower pot."
              + " @Alice, you have the other one?");
    }
  }
}
