package gochat.examples;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.awaitility.Awaitility.await;

import gochat.client.v1.Chat;
import gochat.client.v1.ChatEvent;
import gochat.client.v1.ChatEvent.Happened;
import gochat.client.v1.Endpoint;
import gochat.client.v1.Options;
import gochat.client.v1.Outcome;
import gochat.v1.CreateRoomRequest;
import gochat.v1.Event;
import gochat.v1.InviteMemberRequest;
import gochat.v1.RoomKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// Pings to a bot from users whose number grows, and the answers in the logs.
final class Pings implements AutoCloseable {
  /// A room, and the chat of a member.
  private record Place(Chat chat, String room) {}

  /// The position of a message.
  record Position(String room, long seq) {}

  private record Answer(Position to, long seq) {}

  private final Endpoint server;
  private final List<Chat> chats = new ArrayList<>();
  private final List<Place> places = new ArrayList<>();
  private final List<CompletableFuture<Outcome>> sent = new ArrayList<>();

  /// Several of the users hear an answer in the lobby.
  private final Set<Answer> answers = ConcurrentHashMap.newKeySet();

  Pings(Endpoint server) {
    this.server = server;
  }

  /// A new user invites the bot into a new room and pings there, and writes to the bot for the
  /// first time.
  void fromNewUser() {
    String name = "user-" + chats.size();
    String token = server.register(name, "correct horse").getToken();
    Chat chat = server.open(token, Options.DEFAULT, this::hear);
    chats.add(chat);
    String room =
        chat.requests()
            .createRoom(
                CreateRoomRequest.newBuilder()
                    .setName("of-" + name)
                    .setKind(RoomKind.ROOM_KIND_PRIVATE)
                    .build())
            .join()
            .getRoomId();
    chat.requests()
        .inviteMember(
            InviteMemberRequest.newBuilder().setRoom(room).setUser(BotProgram.ACCOUNT).build())
        .join();
    ping(new Place(chat, room));
    CompletableFuture<Outcome> direct = chat.sendDirect(BotProgram.ACCOUNT, BotProgram.PING);
    sent.add(direct);
    places.add(new Place(chat, room));
    places.add(new Place(chat, position(direct).room()));
    if (chats.size() == 1) {
      places.add(new Place(chat, Chat.LOBBY));
    }
  }

  void inAnyRoom(int count, SplittableRandom random) {
    for (int i = 0; i < count; i++) {
      ping(places.get(random.nextInt(places.size())));
    }
  }

  void inEachRoom() {
    places.forEach(this::ping);
  }

  private void ping(Place place) {
    sent.add(place.chat.send(place.room, BotProgram.PING));
  }

  private void hear(Chat chat, ChatEvent heard) {
    if (heard instanceof Happened(Event event, _)
        && event.getAuthor().getName().equals(BotProgram.ACCOUNT)
        && event.hasMessagePosted()) {
      Position to = new Position(event.getRoomId(), event.getMessagePosted().getReplyToSeq());
      answers.add(new Answer(to, event.getSeq()));
    }
  }

  /// Waits until all pings but `unanswered` have an answer.
  void awaitAnswers(int unanswered) {
    await()
        .atMost(3, MINUTES)
        .until(
            () -> answers.stream().map(Answer::to).distinct().count() >= sent.size() - unanswered);
  }

  /// The number of answers to each ping.
  Map<Position, Integer> answersToEach() {
    return sent.stream()
        .map(Pings::position)
        .collect(
            Collectors.toMap(
                ping -> ping,
                ping -> (int) answers.stream().filter(answer -> answer.to.equals(ping)).count()));
  }

  private static Position position(CompletableFuture<Outcome> ping) {
    Outcome.Stored stored = (Outcome.Stored) ping.join();
    return new Position(stored.roomId(), stored.seq());
  }

  @Override
  public void close() {
    chats.forEach(Chat::close);
  }
}
