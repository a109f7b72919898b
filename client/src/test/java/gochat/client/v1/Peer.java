package gochat.client.v1;

import gochat.client.Recorder;
import gochat.client.Security;
import gochat.client.ServerAddress;
import gochat.client.markup.KnownNames;
import gochat.client.markup.Markup;
import gochat.v1.AddReactionRequest;
import gochat.v1.BanMemberRequest;
import gochat.v1.CreateRoomRequest;
import gochat.v1.DeleteMessageRequest;
import gochat.v1.GetRoomRequest;
import gochat.v1.JoinRoomRequest;
import gochat.v1.KickMemberRequest;
import gochat.v1.Room;
import gochat.v1.RoomKind;
import gochat.v1.SendMessageRequest;
import gochat.v1.SignedIn;
import java.util.List;
import java.util.function.Function;

/// Another user with an account, connected by the library.
public final class Peer implements AutoCloseable {
  public static final String PASSWORD = "correct horse";

  private final Recorder events = new Recorder();
  private final String name;
  private final Endpoint endpoint;
  private final Chat chat;

  /// Registers an account.
  public Peer(ServerAddress server, String name) {
    this(server, name, endpoint -> endpoint.register(name, PASSWORD));
  }

  private Peer(ServerAddress server, String name, Function<Endpoint, SignedIn> signIn) {
    this.name = name;
    endpoint = new Endpoint(server, new Security.Plaintext());
    chat = endpoint.open(signIn.apply(endpoint).getToken(), Options.DEFAULT, events);
    events.first(ChatEvent.CaughtUp.class);
  }

  /// Signs in to an existing account.
  public static Peer withAccount(ServerAddress server, String name) {
    return new Peer(server, name, endpoint -> endpoint.signIn(name, PASSWORD));
  }

  /// @return the token of another session
  public String signInAgain() {
    return endpoint.signIn(name, PASSWORD).getToken();
  }

  public Requests requests() {
    return chat.requests();
  }

  /// Sends a message with its mentions.
  ///
  /// @return the message's seq
  public long say(String room, String text) {
    return reply(room, 0, text);
  }

  /// @param replyTo the seq of a message
  /// @return the message's seq
  public long reply(String room, long replyTo, String text) {
    SendMessageRequest message =
        SendMessageRequest.newBuilder()
            .setRoom(room)
            .setReplyToSeq(replyTo)
            .setText(text)
            .addAllMentions(Markup.mentions(text, KnownNames.NONE))
            .build();
    return ((Outcome.Stored) chat.send(message).join()).seq();
  }

  /// @return the room's id
  public String createRoom(String name, String topic) {
    return requests()
        .createRoom(
            CreateRoomRequest.newBuilder()
                .setName(name)
                .setKind(RoomKind.ROOM_KIND_PUBLIC)
                .setTopic(topic)
                .build())
        .join()
        .getRoomId();
  }

  /// @return the read marker of this user
  public long readSeq(String room) {
    return room(room).getMembership().getReadSeq();
  }

  public Room room(String room) {
    return requests().getRoom(GetRoomRequest.newBuilder().setRoom(room).build()).join();
  }

  public void delete(String room, long seq) {
    requests()
        .deleteMessage(DeleteMessageRequest.newBuilder().setRoom(room).setMessageSeq(seq).build())
        .join();
  }

  public void react(String room, long seq, String reaction) {
    requests()
        .addReaction(
            AddReactionRequest.newBuilder()
                .setRoom(room)
                .setMessageSeq(seq)
                .setReaction(reaction)
                .build())
        .join();
  }

  public void kick(String room, String user) {
    requests()
        .kickMember(KickMemberRequest.newBuilder().setRoom(room).setUser(user).build())
        .join();
  }

  public void ban(String room, String user, String reason) {
    requests()
        .banMember(
            BanMemberRequest.newBuilder().setRoom(room).setUser(user).setReason(reason).build())
        .join();
  }

  public void join(String room) {
    requests().joinRoom(JoinRoomRequest.newBuilder().setRoom(room).build()).join();
  }

  public Chat chat() {
    return chat;
  }

  /// The messages of others so far.
  public List<String> heard() {
    return events.all(ChatEvent.Happened.class).stream()
        .filter(happened -> happened.event().hasMessagePosted() && !happened.isOwn())
        .map(happened -> happened.event().getMessagePosted().getText())
        .toList();
  }

  @Override
  public void close() {
    chat.close();
  }
}
