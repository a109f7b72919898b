package gochat.session;

import gochat.room.Command;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.shard.Outcome;
import java.util.List;
import java.util.UUID;

/// A command that somebody sent, once or again and again under one message id, and what came of it.
final class Act {
  final RoomId room;
  final Command command;
  final UUID stream;

  /// The incarnation of the logs at that time.
  final long epoch;

  /// The seq of the room's last event that was acknowledged to anybody before this was sent.
  final long above;

  int tries;
  int underWay;

  /// Where it was acknowledged to stand, 0 when it was not.
  long seq;

  /// It was answered, once and for all, that it is not recorded.
  boolean isRefused;

  /// A backup took back what had been acknowledged.
  boolean isLost;

  Act(RoomId room, Command command, UUID stream, long epoch, long above) {
    this.room = room;
    this.command = command;
    this.stream = stream;
    this.epoch = epoch;
    this.above = above;
  }

  boolean isAcknowledged() {
    return seq != 0;
  }

  /// Whether its sender is still to find out what came of it.
  boolean isOpen() {
    return command instanceof Command.Post && seq == 0 && !isRefused && !isLost;
  }

  /// @return what is wrong with the answer, empty when nothing is
  String answered(Outcome outcome) {
    underWay--;
    switch (outcome) {
      case Outcome.Stored(long at) when seq != 0 && seq != at -> {
        return command + " was acknowledged at " + seq + " and at " + at;
      }
      case Outcome.Stored(long at) -> seq = at;
      case Outcome.Rejected _, Outcome.Unchanged _ -> isRefused = underWay == 0 && seq == 0;
      case Outcome.Unknown _ -> {}
      case Outcome.Passed _, Outcome.Undelivered _, Outcome.Crowded _ -> {
        return command + " was answered " + outcome;
      }
    }
    return "";
  }

  /// What its event is recognised by.
  Object key() {
    UUID session = command.author().session();
    return switch (command) {
      case Command.Post post ->
          List.of(Kind.POST, post.author().user(), String.valueOf(post.messageId()), post.text());
      case Command.Edit edit -> List.of(Kind.EDIT, session, edit.message(), edit.text());
      case Command.Delete delete -> List.of(Kind.DELETE, session, delete.message());
      case Command.React react ->
          List.of(Kind.REACT, session, react.message(), react.reaction(), react.isAdded());
      case Command.Create create -> List.of(Kind.CREATE, session, create.name());
      case Command.Rename rename -> List.of(Kind.RENAME, session, rename.name());
      case Command.ChangeTopic change -> List.of(Kind.TOPIC, session, change.topic());
      case Command.Join join -> List.of(Kind.JOIN, session, join.author().user());
      case Command.Invite invite -> List.of(Kind.JOIN, session, invite.member().user());
      case Command.Leave _ -> List.of(Kind.LEAVE, session);
      case Command.Kick kick -> List.of(Kind.KICK, session, kick.member().user());
      case Command.Ban ban -> List.of(Kind.BAN, session, ban.member().user());
      case Command.Unban unban -> List.of(Kind.UNBAN, session, unban.member().user());
      case Command.Mute mute -> List.of(Kind.MUTE, session, mute.member().user());
      case Command.Unmute unmute -> List.of(Kind.UNMUTE, session, unmute.member().user());
      case Command.SetRole set -> List.of(Kind.ROLE, session, set.member().user(), set.role());
      case Command.OpenDirect _ -> List.of(Kind.DIRECT);
    };
  }

  /// The key of the act that brought `event` about.
  static Object key(RoomEvent event) {
    UUID session = event.author().session();
    return switch (event) {
      case RoomEvent.Posted post ->
          List.of(Kind.POST, post.author().user(), String.valueOf(post.messageId()), post.text());
      case RoomEvent.Edited edit -> List.of(Kind.EDIT, session, edit.message(), edit.text());
      case RoomEvent.Deleted delete -> List.of(Kind.DELETE, session, delete.message());
      case RoomEvent.ReactionAdded add ->
          List.of(Kind.REACT, session, add.message(), add.reaction(), true);
      case RoomEvent.ReactionRemoved remove ->
          List.of(Kind.REACT, session, remove.message(), remove.reaction(), false);
      case RoomEvent.Created create -> List.of(Kind.CREATE, session, create.name());
      case RoomEvent.Renamed rename -> List.of(Kind.RENAME, session, rename.name());
      case RoomEvent.TopicChanged change -> List.of(Kind.TOPIC, session, change.topic());
      case RoomEvent.Joined join -> List.of(Kind.JOIN, session, join.member().user());
      case RoomEvent.Left _ -> List.of(Kind.LEAVE, session);
      case RoomEvent.Kicked kick -> List.of(Kind.KICK, session, kick.member().user());
      case RoomEvent.Banned ban -> List.of(Kind.BAN, session, ban.member().user());
      case RoomEvent.Unbanned unban -> List.of(Kind.UNBAN, session, unban.member().user());
      case RoomEvent.Muted mute -> List.of(Kind.MUTE, session, mute.member().user());
      case RoomEvent.Unmuted unmute -> List.of(Kind.UNMUTE, session, unmute.member().user());
      case RoomEvent.RoleChanged set ->
          List.of(Kind.ROLE, session, set.member().user(), set.role());
      case RoomEvent.DirectOpened _ -> List.of(Kind.DIRECT);
      case RoomEvent.Redacted _ -> throw new IllegalArgumentException("never recorded");
    };
  }

  enum Kind {
    POST,
    EDIT,
    DELETE,
    REACT,
    CREATE,
    RENAME,
    TOPIC,
    JOIN,
    LEAVE,
    KICK,
    BAN,
    UNBAN,
    MUTE,
    UNMUTE,
    ROLE,
    DIRECT
  }
}
