package gochat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser.NewContextOptions;
import gochat.client.Recorder;
import gochat.client.Security;
import gochat.client.ServerAddress;
import gochat.client.ServerAddresses;
import gochat.client.ServerProcess;
import gochat.client.ServerProcess.Ports;
import gochat.client.seed.ChatClient;
import gochat.client.seed.ChatEvent;
import gochat.client.seed.ChatLine;
import gochat.client.v1.Chat;
import gochat.client.v1.Outcome;
import gochat.client.v1.Peer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Two pages and a program of each contract in one room, on a server that crashes.
class EveryoneTest {
  private static final long WAIT_MS = 10_000;
  private static final Set<String> CAROLS = Set.of("two from the library", "six too");

  @RegisterExtension private final WebFixture web = new WebFixture();

  @TempDir Path serverDirectory;

  private final Recorder heardByDave = new Recorder();
  private ServerProcess server;
  private Visitor alice;
  private Visitor bob;
  private Peer carol;
  private ChatClient dave;

  @BeforeEach
  void join() throws IOException {
    server = ServerProcess.start(serverDirectory, Ports.KEPT);
    alice = web.visit(new NewContextOptions(), server.webAddress()).register("Alice");
    bob = web.visit(new NewContextOptions(), server.webAddress()).enterAsGuest("Bob");
    ServerAddress address = ServerAddress.parse(server.address());
    carol = new Peer(address, "Carol");
    dave =
        new ChatClient(ServerAddresses.of(address), new Security.Plaintext(), "Dave", heardByDave);
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
    carol.say(Chat.LOBBY, "two from the library");
    allHear("two from the library");
    dave.send(ChatLine.toEverybody("three of the first contract"), WAIT_MS);
    allHear("three of the first contract");

    bob.page().reload();
    bob.context().setOffline(true);
    alice.say("four while one page is offline");
    alice.hears("four while one page is offline");
    bob.context().setOffline(false);
    allHear("four while one page is offline");

    server.kill();
    alice.say("five while the server is down");
    assertThat(alice.message("Sending…")).hasCount(1);
    CompletableFuture<Outcome> six = carol.chat().send(Chat.LOBBY, "six too");
    server.startAgain();
    for (Visitor visitor : List.of(alice, bob)) {
      visitor.page().evaluate("dispatchEvent(new Event('online'))");
      assertThat(visitor.message("five while the server is down")).isVisible();
      assertThat(visitor.message("six too")).isVisible();
    }
    assertThat(six.get(60, SECONDS)).isInstanceOf(Outcome.Stored.class);
    heardByDave.first(ChatEvent.Back.class);
    bob.say("seven at last");
    allHear("seven at last");

    List<String> texts = new ArrayList<>(alice.feed().locator(".text").allTextContents());
    assertThat(bob.feed().locator(".text")).hasText(texts.toArray(String[]::new));
    // The first page that is connected again.
    Collections.sort(texts.subList(4, 6));
    assertThat(texts)
        .containsExactly(
            "one from a page",
            "two from the library",
            "three of the first contract",
            "four while one page is offline",
            "five while the server is down",
            "six too",
            "seven at last");
    assertThat(carol.heard())
        .as("by the library")
        .containsExactly(
            texts.stream().filter(text -> !CAROLS.contains(text)).toArray(String[]::new));
  }

  private void allHear(String text) {
    alice.hears(text);
    bob.hears(text);
    // A program hears the others only.
    if (!CAROLS.contains(text)) {
      await().until(() -> carol.heard().contains(text));
    }
    if (!text.endsWith("the first contract")) {
      await().until(() -> heardByDave.texts().contains(text));
    }
  }
}
