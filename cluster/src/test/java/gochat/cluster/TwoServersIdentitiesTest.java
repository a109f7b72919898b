package gochat.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gochat.SilentServer;
import gochat.limit.AccountLimit;
import gochat.server.ChatServer;
import gochat.server.TestClient;
import gochat.server.V1Client;
import gochat.store.postgres.LobbyUser;
import gochat.store.postgres.TestDatabase;
import gochat.store.postgres.TestServer;
import gochat.v1.AccountServiceGrpc;
import gochat.v1.AdminServiceGrpc;
import gochat.v1.DisableAccountRequest;
import gochat.v1.RefusalReason;
import gochat.v1.RegisterRequest;
import gochat.v1.SignInRequest;
import gochat.v1.SignOutRequest;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Streams with a name but no account, guests and sign-ins at two servers.
@ExtendWith(SilentServer.class)
@SuppressWarnings("NullAway.Init") // set before each test
class TwoServersIdentitiesTest {
  @TempDir private Path directory;

  private TestDatabase database;
  private ChatServer first;
  private ChatServer second;

  @BeforeEach
  void start() throws IOException, SQLException {
    database = TestDatabase.blank();
    first = TestServer.start(directory.resolve("first"), database.location());
    second = TestServer.start(directory.resolve("second"), database.location());
  }

  @AfterEach
  void stop() {
    first.close();
    second.close();
  }

  @Test
  void aNameIsInUseAtBothServersUntilItsServerIsFoundDead() throws Exception {
    try (TestClient alice = TestClient.connect(first.port()).register("Alice")) {
      assertThat(statusOfSecondAlice()).isEqualTo(Status.Code.ALREADY_EXISTS);

      findDeadWhatHasNames();
      try (TestClient another = TestClient.connect(second.port()).register("Alice")) {
        assertThat(alice.status().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        another.send("Alice", "Alice", "to myself");
        another.expect("Alice", "Alice", "to myself");
      }
    }
  }

  private Status.Code statusOfSecondAlice() {
    try (TestClient another = TestClient.connect(second.port())) {
      another.send("alice", "", "");
      return another.status().getCode();
    }
  }

  private void findDeadWhatHasNames() throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          """
          WITH dead AS (
              UPDATE life SET died_at = now() WHERE id IN (SELECT node FROM claim) RETURNING id)
            DELETE FROM node USING dead WHERE node.id = dead.id
          """);
    }
  }

  @Test
  void aGuestOfOneServerIsTheSameAtTheOtherAndEndsAtBoth() {
    try (LobbyUser guest = LobbyUser.guest(first, "Bob");
        LobbyUser sameGuest = guest.at(second)) {
      var _ = sameGuest.send("from the second");
      await().untilAsserted(() -> assertThat(guest.texts()).containsExactly("from the second"));

      var _ = sameGuest.calls().accounts().signOut(SignOutRequest.getDefaultInstance());

      await().untilAsserted(() -> assertThat(guest.ends()).contains(Status.Code.UNAUTHENTICATED));
      ManagedChannel channel = TestServer.connect(first);
      assertThat(V1Client.tryRegister(channel, "Bob").hasSignedIn()).isTrue();
      channel.shutdownNow();
    }
  }

  @Test
  void anAccountThatIsDisabledAtOneServerLosesItsStreamsAtTheOther() {
    ManagedChannel channel = TestServer.connect(first);
    RegisterRequest request =
        RegisterRequest.newBuilder()
            .setName("root")
            .setPassword(V1Client.PASSWORD)
            .setAdminCode(first.adminCode().orElseThrow())
            .build();
    V1Client root =
        new V1Client(
            AccountServiceGrpc.newBlockingStub(channel).register(request).getSignedIn(), channel);
    try (LobbyUser alice = LobbyUser.register(second, "Alice")) {
      assertThat(
              AdminServiceGrpc.newBlockingStub(root.asSelf())
                  .disableAccount(DisableAccountRequest.newBuilder().setAccount("Alice").build())
                  .hasDisabled())
          .isTrue();
      await().untilAsserted(() -> assertThat(alice.ends()).contains(Status.Code.UNAUTHENTICATED));
    }
    channel.shutdownNow();
  }

  @Test
  void guessesAtOneServerDelayThoseAtTheOther() {
    ManagedChannel atFirst = TestServer.connect(first);
    ManagedChannel atSecond = TestServer.connect(second);
    for (int i = 0; i < AccountLimit.GUESSES_OF_NAME_AT_ADDRESS.standardInt(); i++) {
      assertThat(guess(atFirst)).isEqualTo(RefusalReason.REFUSAL_REASON_WRONG_PASSWORD);
    }

    await().until(() -> guess(atSecond) == RefusalReason.REFUSAL_REASON_THROTTLED);
    atFirst.shutdownNow();
    atSecond.shutdownNow();
  }

  private static RefusalReason guess(ManagedChannel channel) {
    return AccountServiceGrpc.newBlockingStub(channel)
        .signIn(SignInRequest.newBuilder().setName("Alice").setPassword("a wrong one").build())
        .getRefusal()
        .getReason();
  }
}
