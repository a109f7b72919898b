package gochat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser.NewContextOptions;
import gochat.client.Recorder;
import gochat.client.Security;
import gochat.client.ServerAddress;
import gochat.client.ServerProcess;
import gochat.client.ServerProcess.Ports;
import gochat.client.seed.ChatClient;
import gochat.client.seed.ChatEvent;
import gochat.client.seed.ChatLine;
import gochat.terminal.ClientProgram;
import gochat.terminal.Tmux;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Two pages, a terminal and a program of the first contract in one room, on a server that crashes.
class EveryoneTest {
  private static final long WAIT_MS = 10_000;

  @RegisterExtension private final WebFixture web = new WebFixture();

  @TempDir Path serverDirectory;

  @TempDir Path terminalDirectory;

  private final Recorder heardByDave = new Recorder();
  private ServerProcess server;
  private Visitor alice;
  private Visitor bob;
  private Tmux carol;
  private ChatClient dave;

  @BeforeAll
  static void needTmux() {
    Tmux.assumeInstalled();
  }

  @BeforeEach
  void join() throws IOException {
    server = ServerProcess.start(serverDirectory, Ports.KEPT);
    alice = web.visit(new NewContextOptions(), server.webAddress()).register("Alice");
    bob = web.visit(new NewContextOptions(), server.webAddress()).enterAsGuest("Bob");
    carol =
        new Tmux(
            terminalDirectory,
            100,
            40,
            Map.of(),
            ClientProgram.onClassPath("-name", "Carol", "-server", server.address()));
    carol.awaitText("Connected to");
    dave =
        new ChatClient(
            ServerAddress.parse(server.address()), new Security.Plaintext(), "Dave", heardByDave);
    dave.connect();
    heardByDave.first(ChatEvent.Connected.class);
  }

  @AfterEach
  void leave() throws IOException {
    carol.close();
    dave.close();
    alice.forgive();
    bob.forgive();
    server.close();
  }

  @Test
  void noClientLosesOrRepeatsAMessage() throws Exception {
    alice.say("one from a page");
    allHear("one from a page");
    carol.enter("two from the terminal");
    allHear("two from the terminal");
    dave.send(ChatLine.toEverybody("three from a program"), WAIT_MS);
    allHear("three from a program");

    bob.page().reload();
    bob.context().setOffline(true);
    alice.say("four while one page is offline");
    alice.hears("four while one page is offline");
    bob.context().setOffline(false);
    allHear("four while one page is offline");

    server.kill();
    alice.say("five while the server is down");
    assertThat(alice.message("Sending…")).hasCount(1);
    carol.enter("six too");
    carol.awaitText("unsent");
    server.startAgain();
    for (Visitor visitor : List.of(alice, bob)) {
      visitor.page().evaluate("dispatchEvent(new Event('online'))");
      assertThat(visitor.message("five while the server is down")).isVisible();
      assertThat(visitor.message("six too")).isVisible();
    }
    heardByDave.first(ChatEvent.Back.class);
    bob.say("seven at last");
    allHear("seven at last");

    List<String> texts = new ArrayList<>(alice.feed().locator(".text").allTextContents());
    assertThat(bob.feed().locator(".text")).hasText(texts.toArray(String[]::new));
    // The first page that is connected again.
    Collections.sort(texts.subList(4, 6));
    org.assertj.core.api.Assertions.assertThat(texts)
        .containsExactly(
            "one from a page",
            "two from the terminal",
            "three from a program",
            "four while one page is offline",
            "five while the server is down",
            "six too",
            "seven at last");
    for (String text : texts) {
      org.assertj.core.api.Assertions.assertThat(carol.screen())
          .as("on the terminal")
          .filteredOn(line -> line.contains(text))
          .hasSize(1);
    }
  }

  private void allHear(String text) {
    alice.hears(text);
    bob.hears(text);
    carol.awaitText(text);
    // The first contract does not return a user's own messages.
    if (!text.endsWith("a program")) {
      await().until(() -> heardByDave.texts().contains(text));
    }
  }
}
