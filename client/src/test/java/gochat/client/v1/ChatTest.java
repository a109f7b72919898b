package gochat.client.v1;

import static gochat.client.v1.ModelServer.stored;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gochat.client.Recorder;
import gochat.client.v1.ChatEvent.CaughtUp;
import gochat.client.v1.ChatEvent.Connected;
import gochat.client.v1.ChatEvent.Happened;
import gochat.v1.Cursor;
import gochat.v1.GetRoomRequest;
import gochat.v1.Room;
import gochat.v1.SendMessageRequest;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// A chat with a server that complies with the contract.
class ChatTest {
  @AutoClose private final ModelServer server = ModelServer.start();
  private final Recorder events = new Recorder();

  private Chat open(Options options) {
    return server.open("alice", options, events);
  }

  @Test
  void aSentMessageIsStoredAndComesBackAsAnOwnEvent() throws Exception {
    Chat chat = open(Options.DEFAULT);
    assertThat(chat.send("lobby", "hello").get(60, SECONDS)).isEqualTo(stored(1));
    Happened happened = events.first(Happened.class);
    assertThat(happened.isOwn()).isTrue();
    assertThat(happened.event().getEpoch()).isEqualTo(1);
    assertThat(happened.event().getMessagePosted().getText()).isEqualTo("hello");
  }

  @Test
  void theFirstEventHasTheUser() {
    open(Options.DEFAULT);
    events.first(CaughtUp.class);
    assertThat(events.events().getFirst()).isEqualTo(new Connected(ModelServer.user("alice"), ""));
  }

  @Test
  void messagesAreStoredInTheOrderInWhichTheyWereSent() throws Exception {
    Chat chat = open(Options.DEFAULT);
    List<String> texts = IntStream.range(0, 5_000).mapToObj(i -> "text " + i).toList();
    List<CompletableFuture<Outcome>> outcomes =
        texts.stream().map(text -> chat.send("lobby", text)).toList();
    for (int i = 0; i < texts.size(); i++) {
      assertThat(outcomes.get(i).get(60, SECONDS)).isEqualTo(stored(i + 1));
    }
    events.awaitTexts("lobby", texts);
  }

  @Test
  void withoutACursorOnlyNewEventsCome() {
    server.say("lobby", "before");
    open(Options.DEFAULT);
    events.first(CaughtUp.class);
    server.say("lobby", "after");
    events.awaitTexts("lobby", List.of("after"));
  }

  @Test
  void aCursorForTheBeginningBringsEverything() {
    server.say("lobby", "one");
    server.say("lobby", "two");
    Cursor beginning = Cursor.newBuilder().setRoom("lobby").build();
    open(Options.DEFAULT.withCursors(CursorStore.inMemory(beginning)));
    events.awaitTexts("lobby", List.of("one", "two"));
  }

  @Test
  void aRestartedProgramContinuesAtItsCursor() {
    CursorStore cursors = CursorStore.inMemory();
    Options options = Options.DEFAULT.withCursors(cursors);
    Chat first = open(options);
    events.first(CaughtUp.class);
    server.say("lobby", "one");
    events.awaitTexts("lobby", List.of("one"));
    first.close();
    server.say("lobby", "two");
    server.say("lobby", "three");
    open(options);
    events.awaitTexts("lobby", List.of("one", "two", "three"));
  }

  @Test
  void aCatchUpLimitReportsTheGap() {
    IntStream.rangeClosed(1, 10).forEach(i -> server.say("lobby", "text " + i));
    Cursor beginning = Cursor.newBuilder().setRoom("lobby").build();
    open(Options.DEFAULT.withCursors(CursorStore.inMemory(beginning)).withCatchUpMax(3));
    events.awaitTexts("lobby", List.of("text 8", "text 9", "text 10"));
    ChatEvent.Gap gap = events.first(ChatEvent.Gap.class);
    assertThat(gap.fromSeq()).isEqualTo(1);
    assertThat(gap.toSeq()).isEqualTo(7);
  }

  @Test
  void theServersSentenceIsPassedOn() throws Exception {
    server.plan(ModelServer.Fault.REFUSE);
    Chat chat = open(Options.DEFAULT);
    assertThat(chat.send("lobby", "hello").get(60, SECONDS))
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused ->
                assertThat(refused.refusal().getSentence())
                    .isEqualTo("A moderator does not let you write."));
  }

  @Test
  void anInvalidMessageFailsAndTheChatContinues() throws Exception {
    Chat chat = open(Options.DEFAULT);
    assertThat(chat.send("lobby", " ").get(60, SECONDS))
        .isEqualTo(
            new Outcome.Failed(
                Status.Code.INVALID_ARGUMENT, "text: '' (expected: something to read)"));
    assertThat(chat.send("lobby", "hello").get(60, SECONDS)).isEqualTo(stored(1));
    assertThat(events.all(ChatEvent.Disconnected.class)).isEmpty();
  }

  @Test
  void aMessageAboveTheSizeOfAFrameIsNotSent() throws Exception {
    Chat chat = open(Options.DEFAULT);
    events.first(Connected.class);
    assertThat(chat.send("lobby", "x".repeat(5 << 20)).get(60, SECONDS))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> assertThat(failed.code()).isEqualTo(Status.Code.INVALID_ARGUMENT));
    assertThat(chat.send("lobby", "hello").get(60, SECONDS)).isEqualTo(stored(1));
  }

  @Test
  void aMessageThatIsHandledTwiceIsAnsweredOnce() throws Exception {
    Chat chat = open(Options.DEFAULT);
    events.first(CaughtUp.class);
    server.say("lobby", "!ping");
    Happened happened = events.first(Happened.class);
    assertThat(chat.answer(happened.event(), "pong").get(60, SECONDS)).isEqualTo(stored(2));
    assertThat(chat.answer(happened.event(), "pong").get(60, SECONDS)).isEqualTo(stored(2));
    assertThat(server.texts("lobby")).containsExactly("!ping", "pong");
  }

  @Test
  void aMessageKeepsTheIdThatTheCallerGaveIt() throws Exception {
    SendMessageRequest message =
        SendMessageRequest.newBuilder()
            .setRoom("lobby")
            .setClientMessageId("8f14e45f-ceea-467f-a9d5-0f8b1c2d3e4f")
            .setText("once")
            .build();
    Chat chat = open(Options.DEFAULT);
    assertThat(chat.send(message).get(60, SECONDS)).isEqualTo(stored(1));
    assertThat(chat.send(message).get(60, SECONDS)).isEqualTo(stored(1));
  }

  @Test
  void requestsAreAnswered() throws Exception {
    Chat chat = open(Options.DEFAULT);
    Room room =
        chat.requests()
            .getRoom(GetRoomRequest.newBuilder().setRoom("lobby").build())
            .get(60, SECONDS);
    assertThat(room.getRoomId()).isEqualTo("lobby");
  }

  @Test
  void aFailedRequestHasAReason() {
    Chat chat = open(Options.DEFAULT);
    assertThatThrownBy(() ->
            chat.requests()
                .getRoom(GetRoomRequest.newBuilder().setRoom("x").build())
                .get(60, SECONDS))
        .isInstanceOf(ExecutionException.class)
        .cause()
        .hasMessage("room: 'x' (expected: one that you may read)")
        .extracting("reason")
        .isEqualTo(new ChatException.Failed(Status.Code.NOT_FOUND, ErrorDetails.NONE));
  }

  @Test
  void manyChatsShareTheThreadsOfTheMachine() {
    int threads = Thread.getAllStackTraces().size();
    List<Recorder> recorders = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      Recorder recorder = new Recorder();
      recorders.add(recorder);
      server.open("user " + i, Options.DEFAULT, recorder);
    }
    for (Recorder recorder : recorders) {
      recorder.first(CaughtUp.class);
    }
    assertThat(Thread.getAllStackTraces().size()).isLessThan(threads + 50);
    server.say("lobby", "hello");
    for (Recorder recorder : recorders) {
      recorder.awaitTexts("lobby", List.of("hello"));
    }
  }
}
