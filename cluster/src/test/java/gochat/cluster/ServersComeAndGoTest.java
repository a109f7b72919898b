package gochat.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gochat.ChatServiceGrpc;
import gochat.Gochat.ChatMessage;
import gochat.SilentServer;
import gochat.room.RoomId;
import gochat.server.AdminRun;
import gochat.server.ChatServer;
import gochat.store.Store;
import gochat.store.TestRooms;
import gochat.store.postgres.LobbyUser;
import gochat.store.postgres.TestDatabase;
import gochat.store.postgres.TestServer;
import gochat.v1.Event;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Two servers on one database, one of which ends or is found dead.
@ExtendWith(SilentServer.class)
@SuppressWarnings("NullAway.Init") // set before each test
class ServersComeAndGoTest {
  /// A client that moves needs a connection and a few calls.
  private static final Duration PAUSE_MAX = Duration.ofSeconds(5);

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
  void clientsOfAServerThatEndsGoOnAtTheOtherAndMissNothing() throws SQLException {
    try (LobbyUser alice = LobbyUser.registerAtAny("Alice", first, second);
        LobbyUser bob = LobbyUser.registerAtAny("Bob", second)) {
      List<String> sent = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        sent.add(bob.send("Bob " + i));
        sent.add(alice.send("Alice " + i));
      }
      Thread ending = Thread.startVirtualThread(first::close);
      for (int i = 50; ending.isAlive() || i < 200; i++) {
        sent.add(bob.send("Bob " + i));
        sent.add(alice.send("Alice " + i));
      }

      await().untilAsserted(() -> assertThat(alice.texts()).isEqualTo(sent));
      await().untilAsserted(() -> assertThat(bob.texts()).isEqualTo(sent));
      assertThat(alice.messages()).extracting(Event::getSeq).isSorted();
      assertThat(alice.ends()).containsOnly(Status.Code.UNAVAILABLE);
      System.out.println("longest pause of a client that moved: " + alice.longestPause());
      assertThat(alice.longestPause()).isLessThan(PAUSE_MAX);
      assertThat(bob.ends()).isEmpty();
    }
    assertThat(nodes("second")).singleElement().asString().contains("(this server)");
  }

  /// The lines of `bin/server admin nodes`.
  private List<String> nodes(String server) {
    AdminRun.Result result = AdminRun.inThisProcess(directory.resolve(server), "nodes");
    assertThat(result.err()).isEmpty();
    return result.out().lines().toList();
  }

  @Test
  void theOperatorSeesAllServers() {
    await().untilAsserted(() -> assertThat(nodes("first")).noneMatch(line -> line.contains("?")));

    assertThat(nodes("first"))
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .matches(
                        "[0-9a-f]{8}  127.0.0.1:"
                            + first.port()
                            + "  version \\S+  since 20\\S+Z  last beat [0-9.]+ s ago  \\(this server\\)"),
            line -> assertThat(line).contains("127.0.0.1:" + second.port()).endsWith("s ago"));
    assertThat(AdminRun.inThisProcess(directory.resolve("second"), "nodes", "--json").out().lines())
        .satisfiesExactly(
            line -> assertThat(line).contains("\"asked\":\"false\""),
            line ->
                assertThat(line)
                    .contains("\"address\":\"127.0.0.1:" + second.port() + "\"")
                    .contains("\"draining\":\"false\",\"asked\":\"true\""));
  }

  @Test
  void aServerThatWasFoundDeadGoesOnWithoutTheNamesThatItHeld() throws SQLException {
    ManagedChannel channel = TestServer.connect(first);
    try (LobbyUser alice = LobbyUser.register(first, "Alice")) {
      CompletableFuture<Status> ended = new CompletableFuture<>();
      StreamObserver<ChatMessage> nameless =
          ChatServiceGrpc.newStub(channel)
              .chat(
                  new StreamObserver<>() {
                    @Override
                    public void onNext(ChatMessage message) {}

                    @Override
                    public void onError(Throwable thrown) {
                      ended.complete(Status.fromThrowable(thrown));
                    }

                    @Override
                    public void onCompleted() {}
                  });
      nameless.onNext(
          ChatMessage.newBuilder().setUsername("Passer-by").setContent("hello").build());
      await().untilAsserted(() -> assertThat(alice.texts()).containsExactly("hello"));

      findDead();

      assertThat(ended.join()).returns(Status.Code.UNAVAILABLE, Status::getCode);
      assertThat(ended.join().getDescription()).contains("name");
      await().untilAsserted(() -> assertThat(nodes("second")).hasSize(2));
      var _ = alice.send("after");
      await().untilAsserted(() -> assertThat(alice.texts()).containsExactly("hello", "after"));
      assertThat(alice.ends()).isEmpty();
    } finally {
      channel.shutdownNow();
    }
  }

  /// As one that is killed between the commit and the word to the others.
  @Test
  void whatAServerRecordedAndToldNobodyIsReadWhenItIsGone() throws IOException {
    Store silent = database.openTimed(System::nanoTime);
    try (ChatServer third = TestServer.start(directory.resolve("third"), database.location());
        LobbyUser alice = LobbyUser.register(third, "Alice")) {
      TestRooms.post(silent, RoomId.LOBBY, "untold");
      silent.close();

      await().untilAsserted(() -> assertThat(alice.texts()).containsExactly("untold"));
    }
  }

  /// What the second server does when the first one pauses.
  private void findDead() throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      int _ =
          statement.executeUpdate(
              "WITH dead AS (DELETE FROM node WHERE since = (SELECT min(since) FROM node) RETURNING id)"
                  + " UPDATE life SET died_at = now() FROM dead WHERE life.id = dead.id");
    }
  }
}
