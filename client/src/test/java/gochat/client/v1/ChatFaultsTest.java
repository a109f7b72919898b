package gochat.client.v1;

import static gochat.client.v1.ModelServer.stored;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import gochat.client.ConnectionProblem;
import gochat.client.Recorder;
import gochat.client.v1.ChatEvent.CaughtUp;
import gochat.client.v1.ChatEvent.Connected;
import gochat.client.v1.ChatEvent.Disconnected;
import gochat.client.v1.ChatEvent.Ended;
import gochat.client.v1.ModelServer.Fault;
import gochat.v1.ClientFrame;
import gochat.v1.FollowRequest;
import gochat.v1.GetRoomRequest;
import gochat.v1.JoinRoomRequest;
import gochat.v1.Room;
import gochat.v1.RoomChanged;
import gochat.v1.SendMessageRequest;
import gochat.v1.SetAwayRequest;
import gochat.v1.WatchPresenceRequest;
import io.grpc.Status;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A chat with a server that fails or violates the contract.
class ChatFaultsTest {
  @AutoClose private final ModelServer server = ModelServer.start();
  private final Recorder events = new Recorder();
  private Chat chat;

  @BeforeEach
  void start() {
    chat = open("alice", ModelServer.EAGER);
    events.first(CaughtUp.class);
  }

  private Chat open(String name, Timeouts timeouts) {
    return server.open(name, Options.DEFAULT.withTimeouts(timeouts), events);
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"LOSE_AND_BREAK", "STORE_AND_BREAK", "STORE_AND_DOUBT"})
  void aMessageIsStoredOnceAndInOrderAfterAnyFault(Fault fault) throws Exception {
    assertThat(chat.send("lobby", "one").get(60, SECONDS)).isEqualTo(stored(1));
    server.plan(fault);
    CompletableFuture<Outcome> two = chat.send("lobby", "two");
    CompletableFuture<Outcome> three = chat.send("lobby", "three");
    assertThat(two.get(60, SECONDS)).isEqualTo(stored(2));
    assertThat(three.get(60, SECONDS)).isEqualTo(stored(3));
    assertThat(server.texts("lobby")).containsExactly("one", "two", "three");
    events.awaitTexts("lobby", List.of("one", "two", "three"));
    assertThat(sentIds("two")).hasSizeGreaterThan(1).containsOnly(sentIds("two").getFirst());
  }

  private List<String> sentIds(String text) {
    return server.received.stream()
        .map(ClientFrame::getSendMessage)
        .filter(message -> message.getText().equals(text))
        .map(SendMessageRequest::getClientMessageId)
        .toList();
  }

  @Test
  void messagesWithoutAConnectionAreSentOnTheNextOne() throws Exception {
    server.stop();
    events.first(Disconnected.class);
    List<CompletableFuture<Outcome>> outcomes =
        IntStream.range(0, 100).mapToObj(i -> chat.send("lobby", "text " + i)).toList();
    server.startAgain();
    for (int i = 0; i < 100; i++) {
      assertThat(outcomes.get(i).get(60, SECONDS)).isEqualTo(stored(i + 1));
    }
  }

  @Test
  void missedEventsComeFirstAfterABreak() {
    server.say("lobby", "one");
    events.awaitTexts("lobby", List.of("one"));
    server.breakAll();
    server.say("lobby", "two");
    server.say("lobby", "three");
    events.first(CaughtUp.class, 2);
    server.say("lobby", "four");
    events.awaitTexts("lobby", List.of("one", "two", "three", "four"));
    assertThat(events.all(Disconnected.class)).hasSize(1);
    assertThat(events.all(Connected.class)).hasSize(2);
  }

  @Test
  void aLongOutageIsReportedOnce() throws Exception {
    server.stop();
    events.first(Disconnected.class);
    try (ServerSocket refusing =
        new ServerSocket(server.address().port(), 50, InetAddress.getLoopbackAddress())) {
      for (int attempt = 0; attempt < 3; attempt++) {
        refusing.accept().close();
      }
    }
    server.startAgain();
    events.first(Connected.class, 2);
    assertThat(events.all(Disconnected.class)).hasSize(1);
  }

  @Test
  void anUnansweredMessageIsUnknownAtItsDeadline() throws Exception {
    server.plan(Fault.STORE_IN_SILENCE);
    SendMessageRequest message =
        SendMessageRequest.newBuilder().setRoom("lobby").setText("?").build();
    assertThat(chat.send(message, Duration.ofMillis(100)).get(60, SECONDS))
        .isEqualTo(new Outcome.Unknown("no answer within 100 ms"));
  }

  @Test
  void aMessageWithoutAConnectionFailsAtItsDeadline() throws Exception {
    server.stop();
    events.first(Disconnected.class);
    SendMessageRequest message =
        SendMessageRequest.newBuilder().setRoom("lobby").setText("!").build();
    assertThat(chat.send(message, Duration.ofMillis(100)).get(60, SECONDS))
        .isEqualTo(new Outcome.Failed(Status.Code.DEADLINE_EXCEEDED, "no answer within 100 ms"));
    server.startAgain();
    assertThat(chat.send("lobby", "next").get(60, SECONDS)).isEqualTo(stored(1));
  }

  @Test
  void repeatedEventsAreNotDelivered() {
    server.say("lobby", "one");
    server.push("lobby", 1);
    server.say("lobby", "two");
    events.awaitTexts("lobby", List.of("one", "two"));
    assertThat(events.all(Disconnected.class)).isEmpty();
  }

  @Test
  void aMissingEventMakesTheClientReconnectFromBeforeIt() {
    server.say("lobby", "one");
    server.push("lobby", 5);
    ConnectionProblem problem = events.first(Disconnected.class).problem();
    assertThat(problem.detail()).isEqualTo("events 2 to 4 of room lobby are missing");
    events.first(CaughtUp.class, 2);
    server.say("lobby", "two");
    events.awaitTexts("lobby", List.of("one", "two"));
  }

  @Test
  void aReplacedLogIsReportedAndReadFromItsBeginning() {
    server.say("lobby", "one");
    server.say("lobby", "two");
    events.awaitTexts("lobby", List.of("one", "two"));
    server.restore("lobby", 1);
    server.breakAll();
    assertThat(events.first(ChatEvent.Reset.class)).isEqualTo(new ChatEvent.Reset("lobby", 2));
    events.awaitTexts("lobby", List.of("one", "two", "one"));
  }

  @Test
  void aLaterRoomIsFollowedAcrossABreak() {
    server.addRoom("later");
    events.first(ChatEvent.RoomFollowed.class, 2);
    server.breakAll();
    server.say("later", "missed");
    events.awaitTexts("later", List.of("missed"));
  }

  @Test
  void theClientReconnectsAfterASilenceOfTheServer() {
    chat.close(Duration.ZERO);
    chat = open("carol", new Timeouts(10_000, 1_000, 20, 100, 1_000, 10_000, 2_000));
    events.first(Connected.class, 2);
    server.setMute(true);
    ConnectionProblem problem = events.first(Disconnected.class).problem();
    assertThat(problem.detail()).startsWith("no frame for ");
    server.setMute(false);
    events.first(Connected.class, 3);
  }

  @Test
  void theClientReconnectsIfTheServerDoesNotAcceptTheStream() {
    chat.close(Duration.ZERO);
    server.setMute(true);
    chat = open("carol", new Timeouts(200, 10_000, 20, 100, 1_000, 10_000, 2_000));
    ConnectionProblem problem = events.first(Disconnected.class).problem();
    assertThat(problem.detail()).isEqualTo("no answer within 200 ms");
    server.setMute(false);
    events.first(Connected.class, 2);
  }

  @Test
  void aTokenThatIsRevokedEndsTheChatOnce() throws Exception {
    server.refuse(Status.UNAUTHENTICATED.withDescription("Your session ended: sign in again."));
    server.breakAll(Status.UNAUTHENTICATED.withDescription("Your session ended: sign in again."));
    Ending ending = new Ending.SignedOut("Your session ended: sign in again.");
    assertThat(chat.awaitEnd()).isEqualTo(ending);
    assertThat(events.all(Ended.class)).containsExactly(new Ended(ending));
    assertThat(chat.send("lobby", "?").get(60, SECONDS)).isInstanceOf(Outcome.Failed.class);
    long starts = server.received.stream().filter(ClientFrame::hasStart).count();
    assertThat(starts).isEqualTo(1);
  }

  @Test
  void aPermanentRefusalEndsTheChat() throws Exception {
    server.refuse(Status.INVALID_ARGUMENT.withDescription("cursors[0].seq: 9 (expected: …)"));
    server.breakAll();
    assertThat(chat.awaitEnd())
        .isEqualTo(
            new Ending.Refused(Status.Code.INVALID_ARGUMENT, "cursors[0].seq: 9 (expected: …)"));
  }

  @Test
  void anUnrepeatableRequestFailsWithItsConnection() {
    server.setDeaf(true);
    CompletableFuture<RoomChanged> joined =
        chat.requests().joinRoom(JoinRoomRequest.newBuilder().setRoom("#x").build());
    await().until(() -> server.received.getLast().hasJoinRoom());
    server.setDeaf(false);
    server.breakAll();
    assertThatThrownBy(() -> joined.get(60, SECONDS))
        .isInstanceOf(ExecutionException.class)
        .cause()
        .hasMessage("the connection was lost before the answer")
        .extracting("reason")
        .isEqualTo(new ChatException.Failed(Status.Code.UNAVAILABLE, ErrorDetails.NONE));
  }

  @Test
  void aReadIsRepeatedOnTheNextConnection() throws Exception {
    server.setDeaf(true);
    CompletableFuture<Room> room =
        chat.requests().getRoom(GetRoomRequest.newBuilder().setRoom("lobby").build());
    await().until(() -> server.received.getLast().hasGetRoom());
    server.setDeaf(false);
    server.breakAll();
    assertThat(room.get(60, SECONDS).getRoomId()).isEqualTo("lobby");
  }

  @Test
  void aGuestsPrivateMessageOfUnknownOutcomeIsNotRepeated() throws Exception {
    chat.close(Duration.ZERO);
    chat = open("guest", ModelServer.EAGER);
    events.first(CaughtUp.class, 2);
    server.setDeaf(true);
    CompletableFuture<Outcome> outcome = chat.sendDirect("bob", "psst");
    await().until(() -> server.received.getLast().hasSendDirectMessage());
    server.setDeaf(false);
    server.breakAll();
    assertThat(outcome.get(60, SECONDS))
        .isEqualTo(new Outcome.Unknown("the connection was lost before the answer"));
    assertThat(chat.sendDirect("bob", "psst").get(60, SECONDS)).isEqualTo(new Outcome.PassedOn());
  }

  @Test
  void watchedUsersAndThePresenceSurviveAReconnect() throws Exception {
    chat.requests()
        .watchPresence(WatchPresenceRequest.newBuilder().addUsers("bob").build())
        .get(60, SECONDS);
    chat.requests().setAway(SetAwayRequest.newBuilder().setAway(true).build()).get(60, SECONDS);
    server.breakAll();
    events.first(Connected.class, 2);
    await().until(() -> server.received.stream().filter(ClientFrame::hasSetAway).count() == 2);
    FollowRequest follow =
        server.received.stream()
            .filter(ClientFrame::hasStart)
            .toList()
            .getLast()
            .getStart()
            .getFollow();
    assertThat(follow.getWatchedUsersList()).containsExactly("bob");
  }
}
