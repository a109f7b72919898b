package gochat.session;

import gochat.account.User;
import gochat.room.Author;
import gochat.room.Command;
import gochat.room.RoomId;
import gochat.room.Standing;
import gochat.shard.Follower;
import gochat.shard.Outcome;
import gochat.shard.Rooms;
import gochat.shard.Submitter;
import java.util.List;

/// Messages to one user: stored in the conversation of two accounts, or else passed on to somebody
/// who is here. Safe for all threads; nothing waits.
public final class DirectMessages {
  private final Rooms rooms;
  private final Online online;

  public DirectMessages(Rooms rooms, Online online) {
    this.rooms = rooms;
    this.online = online;
  }

  /// Whether there will be a record of a message.
  public static boolean isStored(Author from, User to) {
    return from.standing() != Standing.GUEST && to.kind().hasAccount();
  }

  /// Sends a message, which opens its conversation if it is stored and there is none yet. Result as
  /// for [Rooms#submit]; the outcome is [Outcome.Undelivered] when the receiver is not here and
  /// there would be no record, and [Outcome.Crowded] when too much of the sender waits for the
  /// receiver.
  public boolean send(User to, Command.Post message, Submitter by) {
    Author from = message.author();
    if (isStored(from, to)) {
      RoomId room = RoomId.direct(from.user(), to.id());
      return rooms.submit(room, message.to(Authors.person(to)), by);
    }
    List<Session<?>> streams = online.streams(to.id());
    List<Follower> receivers = streams.stream().<Follower>map(Session::lobby).toList();
    if (receivers.isEmpty()) {
      by.reply().accept(new Outcome.Undelivered());
      return true;
    }
    if (streams.stream().allMatch(stream -> stream.lobby().isCrowdedBy(from.user()))) {
      by.reply().accept(new Outcome.Crowded());
      return true;
    }
    Command.Whisper whisper = new Command.Whisper(from, to.name().toString(), message.text());
    return rooms.whisper(RoomId.LOBBY, whisper, receivers, by);
  }
}
