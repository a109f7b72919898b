package gochat.client.v1;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import gochat.client.RealServer;
import gochat.v1.RegisterRequest;
import gochat.v1.SignedIn;
import gochat.v1.User;
import gochat.v1.UserKind;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A guest of the library becomes an account.
class GuestUpgradeTest {
  private static final RegisterRequest FORM =
      RegisterRequest.newBuilder().setName("Gast").setPassword("correct horse").build();

  @TempDir private Path directory;

  private final List<User> connected = new CopyOnWriteArrayList<>();

  @SuppressWarnings("NullAway.Init") // set before each test
  private RealServer server;

  @SuppressWarnings("NullAway.Init") // set before each test
  private Endpoint endpoint;

  @BeforeEach
  void start() throws Exception {
    server = RealServer.start(directory);
    endpoint = Endpoint.plaintext(server.address().toString());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void theChatGoesOnAndConnectsAsTheAccountNextTime() throws Exception {
    SignedIn guest = endpoint.signInAsGuest("Gast");
    try (Chat chat =
        endpoint.open(
            guest.getToken(),
            Options.DEFAULT,
            (_, event) -> {
              if (event instanceof ChatEvent.Connected(var user, _)) {
                connected.add(user);
              }
            })) {
      assertThat(chat.send(Chat.LOBBY, "before").get(60, SECONDS))
          .isInstanceOf(Outcome.Stored.class);

      SignedIn account = endpoint.upgradeGuest(guest.getToken(), FORM);
      chat.replaceToken(account.getToken());

      User user = guest.getUser().toBuilder().setKind(UserKind.USER_KIND_ACCOUNT).build();
      assertThat(account.getUser()).isEqualTo(user);
      assertThat(chat.send(Chat.LOBBY, "after").get(60, SECONDS))
          .isInstanceOf(Outcome.Stored.class);
      assertThat(connected).containsExactly(guest.getUser());
      server.stop();
      server.startAgain();
      assertThat(chat.send(Chat.LOBBY, "later").get(60, SECONDS))
          .isInstanceOf(Outcome.Stored.class);
      await().untilAsserted(() -> assertThat(connected).containsExactly(guest.getUser(), user));
    }
  }

  @Test
  void aGuestThatHasEndedIsNoHindranceForItsName() {
    SignedIn guest = endpoint.signInAsGuest("Gast");
    endpoint.signOut(guest.getToken());

    assertThatThrownBy(() -> endpoint.upgradeGuest(guest.getToken(), FORM))
        .isInstanceOf(ChatException.class);
    assertThat(endpoint.register(FORM, guest.getToken()).getUser().getId())
        .isNotEqualTo(guest.getUser().getId());
  }
}
