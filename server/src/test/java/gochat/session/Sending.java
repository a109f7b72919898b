package gochat.session;

import gochat.account.User;
import gochat.checker.HistoryRecorder.Invocation;
import gochat.checker.Operation.Change;
import gochat.checker.Operation.Delete;
import gochat.checker.Operation.Done;
import gochat.checker.Operation.Edit;
import gochat.checker.Operation.Enter;
import gochat.checker.Operation.Exit;
import gochat.checker.Operation.NotSent;
import gochat.checker.Operation.Post;
import gochat.checker.Operation.React;
import gochat.checker.Operation.Refused;
import gochat.checker.Operation.Request;
import gochat.checker.Operation.SetTopic;
import gochat.checker.Operation.Stored;
import gochat.checker.Operation.Unknown;
import gochat.room.Command;
import gochat.room.Person;
import gochat.room.RoomId;
import gochat.shard.Outcome;
import gochat.shard.Submitter;
import gochat.wire.RoomWire;
import org.jspecify.annotations.Nullable;

/// A command that a client sends, once or, if it is a message, until its outcome is known.
final class Sending {
  final RoomId room;
  final Command command;
  private final World world;
  private int underWay;
  private boolean isSettled;

  Sending(World world, RoomId room, Command command) {
    this.world = world;
    this.room = room;
    this.command = command;
  }

  boolean isUnderWay() {
    return underWay > 0;
  }

  /// Whether it is to be sent again.
  boolean isOpen() {
    return command instanceof Command.Post && !isSettled;
  }

  /// No more answers come.
  void connectionLost() {
    underWay = 0;
  }

  /// @param peer with whom the room is a conversation, null when it is not one
  void send(DeviceStream by, @Nullable User peer) {
    Invocation invocation = by.invoked(request());
    underWay++;
    Life life = world.life();
    Submitter submitter = new Submitter(outcome -> answered(invocation, outcome), () -> {});
    boolean isTaken;
    if (peer != null && command instanceof Command.Post post) {
      // The first message opens the conversation.
      by.invoked(new Enter(room.value(), peer.name().toString()));
      isTaken =
          new DirectMessages(by.rooms(), life.online, life.services.limits())
              .send(peer, post, submitter);
    } else {
      isTaken = by.rooms().submit(room, command, submitter);
    }
    if (!isTaken) {
      underWay--;
      invocation.completed(new NotSent("the inbox was full"));
    }
  }

  private void answered(Invocation invocation, Outcome outcome) {
    underWay--;
    switch (outcome) {
      case Outcome.Stored(long seq) -> {
        invocation.completed(new Stored(world.disk().epoch(), seq));
        isSettled = true;
      }
      case Outcome.Unchanged _ -> invocation.completed(new Done());
      case Outcome.Rejected(var reason) -> {
        invocation.completed(new Refused(reason.name()));
        isSettled |= underWay == 0;
      }
      case Outcome.Unknown _ -> invocation.completed(new Unknown("the journal failed"));
      case Outcome.Passed _, Outcome.Undelivered _, Outcome.Crowded _ ->
          world.recorder().problem(command + " was answered " + outcome);
    }
  }

  private Request request() {
    String in = room.value();
    return switch (command) {
      case Command.Post post -> new Post(in, String.valueOf(post.messageId()), post.text());
      case Command.Edit edit -> new Edit(in, edit.message(), edit.text());
      case Command.Delete delete -> new Delete(in, delete.message());
      case Command.React react -> new React(in, react.message(), react.reaction(), react.isAdded());
      case Command.Pin pin -> new Change(in, "pinned " + pin.message());
      case Command.Unpin unpin -> new Change(in, "unpinned " + unpin.message());
      case Command.ChangeTopic change -> new SetTopic(in, change.topic());
      case Command.Create create -> new Enter(in, create.author().name());
      case Command.Join join -> new Enter(in, join.author().name());
      case Command.Invite invite -> new Enter(in, invite.member().name());
      case Command.Leave leave -> new Exit(in, leave.author().name());
      case Command.Kick kick -> new Exit(in, kick.member().name());
      case Command.Ban ban -> new Exit(in, ban.member().name());
      case Command.Rename rename -> new Change(in, "renamed to " + rename.name().shown());
      case Command.Unban unban -> change("unbanned", unban.member());
      case Command.Mute mute -> change("muted", mute.member());
      case Command.Unmute unmute -> change("unmuted", unmute.member());
      case Command.SetRole set -> change(RoomWire.role(set.role()).name(), set.member());
      case Command.OpenDirect open -> new Enter(in, open.peer().name());
    };
  }

  private Request change(String what, Person member) {
    return new Change(room.value(), what + " " + member.name());
  }
}
