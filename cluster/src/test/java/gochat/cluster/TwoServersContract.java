package gochat.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gochat.SilentServer;
import gochat.server.ChatServer;
import gochat.server.Setting;
import gochat.store.postgres.LobbyUser;
import gochat.store.postgres.TestDatabase;
import gochat.store.postgres.TestServer;
import gochat.v1.CreateRoomRequest;
import gochat.v1.Event;
import gochat.v1.InviteMemberRequest;
import gochat.v1.KickMemberRequest;
import gochat.v1.MarkReadRequest;
import gochat.v1.RoomKind;
import gochat.v1.RoomServiceGrpc.RoomServiceBlockingStub;
import gochat.v1.SignOutRequest;
import io.grpc.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Two servers on one database: the users of either share the rooms.
@ExtendWith(SilentServer.class)
@SuppressWarnings("NullAway.Init") // set before each test
abstract class TwoServersContract {
  /// The settings of the bus of both.
  abstract Map<Setting, String> bus();

  /// The bus loses its connections.
  abstract void breakBus(TestDatabase used) throws Exception;

  @TempDir private Path directory;

  TestDatabase database;
  private ChatServer first;
  private ChatServer second;
  LobbyUser alice;
  private LobbyUser bob;

  @BeforeEach
  void start() throws IOException, SQLException {
    database = TestDatabase.blank();
    first = TestServer.start(directory.resolve("first"), database.location(), bus());
    second = TestServer.start(directory.resolve("second"), database.location(), bus());
    alice = LobbyUser.register(first, "Alice");
    bob = LobbyUser.register(second, "Bob");
  }

  @AfterEach
  void stop() {
    alice.close();
    bob.close();
    first.close();
    second.close();
  }

  @Test
  void theUsersOfBothReadAllMessagesInOneOrder() throws InterruptedException {
    List<String> fromAlice = texts("Alice");
    List<String> fromBob = texts("Bob");
    Thread sending = Thread.startVirtualThread(() -> fromAlice.forEach(alice::send));
    fromBob.forEach(bob::send);
    sending.join();

    await().until(() -> alice.messages().size() >= 100 && bob.messages().size() >= 100);
    assertThat(alice.texts()).isEqualTo(bob.texts()).containsAll(fromAlice).hasSize(100);
    assertThat(alice.messages()).extracting(Event::getSeq).isSorted();
    assertThat(alice.texts()).filteredOn(fromBob::contains).isEqualTo(fromBob);
    assertThat(alice.texts()).filteredOn(fromAlice::contains).isEqualTo(fromAlice);
  }

  private static List<String> texts(String name) {
    return IntStream.range(0, 50).mapToObj(i -> name + " " + i).toList();
  }

  @Test
  void whatIsRecordedWhileTheBusIsBrokenArrivesToo() throws Exception {
    for (int i = 0; i < 5; i++) {
      breakBus(database);
      var _ = alice.send("from Alice " + i);
      var _ = bob.send("from Bob " + i);
    }

    await().until(() -> alice.messages().size() >= 10 && bob.messages().size() >= 10);
    assertThat(alice.texts()).isEqualTo(bob.texts()).hasSize(10);
  }

  @Test
  void aReadMarkerThatMovesWhileTheBusIsBrokenIsToldAfterIt() throws Exception {
    try (LobbyUser laptop = alice.at(second)) {
      var _ = alice.send("text");
      await().until(() -> !alice.messages().isEmpty());
      long seq = alice.messages().getFirst().getSeq();
      breakBus(database);
      var _ =
          alice
              .calls()
              .messages()
              .markRead(MarkReadRequest.newBuilder().setRoom("lobby").setSeq(seq).build());

      await().until(() -> laptop.readSeq() == seq);
    }
  }

  @Test
  void aMembershipThatBeginsAndEndsAtTheOtherServerIsToldHere() {
    RoomServiceBlockingStub bobs = bob.calls().rooms();
    String room =
        bobs.createRoom(
                CreateRoomRequest.newBuilder()
                    .setName("tea")
                    .setKind(RoomKind.ROOM_KIND_PRIVATE)
                    .build())
            .getCreated()
            .getRoomId();
    var _ =
        bobs.inviteMember(InviteMemberRequest.newBuilder().setRoom(room).setUser("Alice").build());
    await().untilAsserted(() -> assertThat(alice.rooms()).endsWith("tea"));

    var _ = bobs.kickMember(KickMemberRequest.newBuilder().setRoom(room).setUser("Alice").build());
    await().untilAsserted(() -> assertThat(alice.rooms()).endsWith("tea", "left"));
  }

  @Test
  void aSessionThatEndsAtTheOtherServerEndsItsStreamHere() {
    var _ = alice.callsAt(second).accounts().signOut(SignOutRequest.getDefaultInstance());

    await().untilAsserted(() -> assertThat(alice.ends()).contains(Status.Code.UNAUTHENTICATED));
  }

  @Test
  void theUsersOfAServerThatEndsGoOnAtTheOther() {
    var _ = alice.send("before");
    await().until(() -> !bob.messages().isEmpty());
    first.close();

    try (LobbyUser again = LobbyUser.signIn(second, "Alice")) {
      var _ = again.send("after");

      await().untilAsserted(() -> assertThat(bob.texts()).containsExactly("before", "after"));
      await().untilAsserted(() -> assertThat(again.texts()).containsExactly("after"));
    }
  }
}
