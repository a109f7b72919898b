package gochat.client.v1;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gochat.client.RealServer;
import gochat.client.Recorder;
import gochat.client.v1.ChatEvent.CaughtUp;
import gochat.client.v1.ChatEvent.Connected;
import gochat.client.v1.ChatEvent.Disconnected;
import gochat.client.v1.ChatEvent.PrivateMessage;
import gochat.v1.CreateRoomRequest;
import gochat.v1.Cursor;
import gochat.v1.InviteMemberRequest;
import gochat.v1.KickMemberRequest;
import gochat.v1.ListHistoryRequest;
import gochat.v1.RefusalReason;
import gochat.v1.RoomKind;
import gochat.v1.SendMessageRequest;
import gochat.v1.UnfollowReason;
import io.grpc.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Chats with this project's own server.
class RealServerTest {
  private static final Options EAGER = Options.DEFAULT.withTimeouts(ModelServer.EAGER);

  @TempDir Path data;
  private RealServer server;
  private final List<Chat> chats = new ArrayList<>();

  @BeforeEach
  void start() throws IOException {
    server = RealServer.start(data);
  }

  @AfterEach
  void stop() {
    chats.forEach(chat -> chat.close(Duration.ZERO));
    server.close();
  }

  private String register(String name) {
    return server.endpoint().register(name, "correct horse").getToken();
  }

  private Chat open(String token, Options options, Recorder events) {
    Chat chat = server.endpoint().open(token, options, events);
    chats.add(chat);
    events.first(CaughtUp.class);
    return chat;
  }

  private static long seq(CompletableFuture<Outcome> outcome) throws Exception {
    return ((Outcome.Stored) outcome.get(60, SECONDS)).seq();
  }

  @Test
  void twoUsersTalkInTheLobby() throws Exception {
    Recorder alicesEvents = new Recorder();
    Recorder bobsEvents = new Recorder();
    Chat alice = open(register("alice"), EAGER, alicesEvents);
    Chat bob = open(server.endpoint().signInAsGuest("bob").getToken(), EAGER, bobsEvents);
    long first = seq(alice.send("lobby", "Hello"));
    assertThat(seq(bob.send("lobby", "你好"))).isEqualTo(first + 1);
    alicesEvents.awaitTexts("lobby", List.of("Hello", "你好"));
    bobsEvents.awaitTexts("lobby", List.of("Hello", "你好"));
    assertThat(alicesEvents.all(ChatEvent.Happened.class))
        .extracting(ChatEvent.Happened::isOwn)
        .containsExactly(true, false);
  }

  @Test
  void messagesAcrossARestartAreStoredOnceAndInOrder() throws Exception {
    Recorder alicesEvents = new Recorder();
    Recorder bobsEvents = new Recorder();
    Chat alice = open(register("alice"), EAGER, alicesEvents);
    open(register("bob"), EAGER, bobsEvents);
    List<String> texts = IntStream.range(0, 3_000).mapToObj(i -> "text " + i).toList();
    List<CompletableFuture<Outcome>> outcomes = new ArrayList<>();
    for (String text : texts) {
      outcomes.add(alice.send("lobby", text));
      if (outcomes.size() == 1_500) {
        server.stop();
        server.startAgain();
      }
    }
    for (CompletableFuture<Outcome> outcome : outcomes) {
      assertThat(outcome.get(60, SECONDS)).isInstanceOf(Outcome.Stored.class);
    }
    alicesEvents.awaitTexts("lobby", texts);
    bobsEvents.awaitTexts("lobby", texts);
    assertThat(bobsEvents.all(Disconnected.class)).hasSize(1);
    assertThat(bobsEvents.all(ChatEvent.Gap.class)).isEmpty();
  }

  @Test
  void theSameIdIsStoredOnceAlsoAfterARestartAndOtherContentIsRefused() throws Exception {
    SendMessageRequest.Builder message =
        SendMessageRequest.newBuilder()
            .setRoom("lobby")
            .setClientMessageId("8f14e45f-ceea-467f-a9d5-0f8b1c2d3e4f")
            .setText("once");
    Recorder events = new Recorder();
    Chat chat = open(register("alice"), EAGER, events);
    CompletableFuture<Outcome> first = chat.send(message.build());
    CompletableFuture<Outcome> meanwhile = chat.send(message.build());
    assertThat(meanwhile.get(60, SECONDS)).isEqualTo(first.get(10, SECONDS));
    server.stop();
    server.startAgain();
    assertThat(chat.send(message.build()).get(60, SECONDS)).isEqualTo(first.get());
    assertThat(chat.send(message.setText("twice").build()).get(60, SECONDS))
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused ->
                assertThat(refused.refusal().getReason())
                    .isEqualTo(RefusalReason.REFUSAL_REASON_CONFLICT));
    events.awaitTexts("lobby", List.of("once"));
  }

  @Test
  void aRestartedProgramContinuesAtTheCursorOfItsFile() throws Exception {
    Options options = EAGER.withCursors(CursorStore.inFile(data.resolve("cursors")));
    String token = register("alice");
    Recorder events = new Recorder();
    Chat before = open(token, options, events);
    seq(before.send("lobby", "one"));
    events.awaitTexts("lobby", List.of("one"));
    before.close();
    assertThat(before.awaitEnd()).isEqualTo(new Ending.Closed(true));
    Chat other = open(register("bob"), EAGER, new Recorder());
    seq(other.send("lobby", "two"));
    seq(other.send("lobby", "three"));
    open(token, options, events);
    events.awaitTexts("lobby", List.of("one", "two", "three"));
  }

  @Test
  void aProgramThatWasNotRunningGetsTheFirstMessagesOfNewRoomsOnce() throws Exception {
    Options options = EAGER.withCursors(CursorStore.inFile(data.resolve("cursors")));
    String token = register("bob");
    Recorder events = new Recorder();
    Chat before = open(token, options, events);
    events.first(CaughtUp.class);
    before.close();
    Chat alice = open(register("alice"), EAGER, new Recorder());
    CreateRoomRequest create =
        CreateRoomRequest.newBuilder().setName("dev").setKind(RoomKind.ROOM_KIND_PRIVATE).build();
    String room = alice.requests().createRoom(create).get(60, SECONDS).getRoomId();
    seq(alice.send(room, "before bob"));
    alice
        .requests()
        .inviteMember(InviteMemberRequest.newBuilder().setRoom(room).setUser("bob").build())
        .get(60, SECONDS);
    seq(alice.send(room, "welcome"));
    Outcome hello = alice.sendDirect("bob", "hello").get(60, SECONDS);
    String direct = ((Outcome.Stored) hello).roomId();

    for (int run = 0; run < 2; run++) {
      Chat bob = open(token, options, events);
      events.first(CaughtUp.class, 2 + run);
      bob.close();
    }
    assertThat(events.texts(room)).containsExactly("welcome");
    assertThat(events.texts(direct)).containsExactly("hello");
  }

  @Test
  void aRoomComesWithItsInvitationAndGoesWithTheKick() throws Exception {
    Recorder bobsEvents = new Recorder();
    Chat alice = open(register("alice"), EAGER, new Recorder());
    open(register("bob"), EAGER, bobsEvents);
    CreateRoomRequest create =
        CreateRoomRequest.newBuilder().setName("研发").setKind(RoomKind.ROOM_KIND_PRIVATE).build();
    String room = alice.requests().createRoom(create).get(60, SECONDS).getRoomId();
    alice
        .requests()
        .inviteMember(InviteMemberRequest.newBuilder().setRoom(room).setUser("bob").build())
        .get(60, SECONDS);
    seq(alice.send(room, "welcome"));
    bobsEvents.first(ChatEvent.RoomFollowed.class, 2);
    alice
        .requests()
        .kickMember(
            KickMemberRequest.newBuilder().setRoom(room).setUser("bob").setReason("spam").build())
        .get(60, SECONDS);
    ChatEvent.RoomUnfollowed removal = bobsEvents.first(ChatEvent.RoomUnfollowed.class);
    assertThat(removal.roomId()).isEqualTo(room);
    assertThat(removal.reason()).isEqualTo(UnfollowReason.UNFOLLOW_REASON_KICKED);
    assertThat(removal.measure().getReason()).isEqualTo("spam");
    assertThat(bobsEvents.texts(room)).contains("welcome");
    assertThat(bobsEvents.all(Disconnected.class)).isEmpty();
  }

  @Test
  void theCursorOfALostRoomIsForgotten() throws Exception {
    CursorStore cursors =
        CursorStore.inMemory(
            Cursor.newBuilder().setRoom("c0ffee00-0000-4000-8000-000000000000").build());
    Recorder events = new Recorder();
    open(register("alice"), EAGER.withCursors(cursors), events).close();
    assertThat(events.first(ChatEvent.RoomUnfollowed.class).reason())
        .isEqualTo(UnfollowReason.UNFOLLOW_REASON_NOT_FOUND);
    assertThat(cursors.load()).extracting(Cursor::getRoom).containsExactly("lobby");
  }

  @Test
  void aDirectMessageBetweenAccountsIsStoredAndOneToAGuestIsPassedOn() throws Exception {
    Recorder bobsEvents = new Recorder();
    Recorder guestsEvents = new Recorder();
    Chat alice = open(register("alice"), EAGER, new Recorder());
    open(register("bob"), EAGER, bobsEvents);
    open(server.endpoint().signInAsGuest("carol").getToken(), EAGER, guestsEvents);
    Outcome toBob = alice.sendDirect("bob", "between us").get(60, SECONDS);
    String room = ((Outcome.Stored) toBob).roomId();
    bobsEvents.first(ChatEvent.RoomFollowed.class, 2);
    assertThat(alice.sendDirect("carol", "psst").get(60, SECONDS))
        .isEqualTo(new Outcome.PassedOn());
    assertThat(guestsEvents.first(PrivateMessage.class).text()).isEqualTo("psst");
    bobsEvents.first(ChatEvent.Happened.class);
    assertThat(bobsEvents.texts(room)).contains("between us");
  }

  @Test
  void aTextThatIsTooLongFailsByItselfHoweverLongItIs() throws Exception {
    Chat chat = open(register("alice"), EAGER, new Recorder());
    for (int length : List.of(65_537, 300_000, 3_000_000)) {
      CompletableFuture<Outcome> before = chat.send("lobby", "before " + length);
      CompletableFuture<Outcome> tooLong = chat.send("lobby", "x".repeat(length));
      CompletableFuture<Outcome> after = chat.send("lobby", "after " + length);
      assertThat(tooLong.get(60, SECONDS))
          .isInstanceOfSatisfying(
              Outcome.Failed.class,
              failed ->
                  assertThat(failed.code())
                      .isIn(Status.Code.INVALID_ARGUMENT, Status.Code.RESOURCE_EXHAUSTED));
      assertThat(seq(after)).isEqualTo(seq(before) + 1);
    }
  }

  @Test
  void aCursorBeyondTheEndOfTheLogGetsTheLogFromItsStart() throws Exception {
    seq(open(register("alice"), EAGER, new Recorder()).send("lobby", "from the start"));
    CursorStore cursors =
        CursorStore.inMemory(Cursor.newBuilder().setRoom("lobby").setSeq(1_000).build());
    Recorder events = new Recorder();
    open(register("bob"), EAGER.withCursors(cursors), events);
    assertThat(events.first(ChatEvent.Reset.class).roomId()).isEqualTo("lobby");
    events.first(ChatEvent.Happened.class);
    assertThat(events.texts("lobby")).containsExactly("from the start");
  }

  @Test
  void historyIsReadInPages() throws Exception {
    Chat chat = open(register("alice"), EAGER, new Recorder());
    seq(chat.send("lobby", "one"));
    seq(chat.send("lobby", "two"));
    var page =
        chat.requests()
            .listHistory(ListHistoryRequest.newBuilder().setRoom("lobby").build())
            .get(60, SECONDS);
    assertThat(page.getEntriesList())
        .extracting(entry -> entry.getEvent().getMessagePosted().getText())
        .containsExactly("one", "two");
  }

  @Test
  void signingOutEndsTheChat() throws Exception {
    String token = register("alice");
    Chat chat = open(token, EAGER, new Recorder());
    server.endpoint().signOut(token);
    assertThat(chat.awaitEnd()).isInstanceOf(Ending.SignedOut.class);
    Chat again = server.endpoint().open(token, EAGER, new Recorder());
    chats.add(again);
    assertThat(again.awaitEnd()).isInstanceOf(Ending.SignedOut.class);
  }

  @Test
  void aWrongPasswordIsRefusedWithASentence() {
    register("alice");
    assertThatThrownBy(() -> server.endpoint().signIn("alice", "wrong horse"))
        .isInstanceOfSatisfying(
            ChatException.class,
            refused ->
                assertThat(refused.reason())
                    .isInstanceOfSatisfying(
                        ChatException.Refused.class,
                        reason ->
                            assertThat(reason.refusal().getReason())
                                .isEqualTo(RefusalReason.REFUSAL_REASON_WRONG_PASSWORD)))
        .message()
        .isNotBlank();
  }

  @Test
  void allClientsReconnectAtOnceAfterARestart() throws Exception {
    List<Recorder> recorders = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      Recorder recorder = new Recorder();
      recorders.add(recorder);
      open(server.endpoint().signInAsGuest("guest" + i).getToken(), EAGER, recorder);
    }
    server.stop();
    server.startAgain();
    Chat alice = open(register("alice"), EAGER, new Recorder());
    seq(alice.send("lobby", "welcome back"));
    for (Recorder recorder : recorders) {
      recorder.first(Connected.class, 2);
      recorder.awaitTexts("lobby", List.of("welcome back"));
    }
  }
}
