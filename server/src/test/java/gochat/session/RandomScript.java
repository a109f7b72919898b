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
import gochat.peer.Peers;
import gochat.room.AuditAction;
import gochat.room.Author;
import gochat.room.Command;
import gochat.room.LogEntry;
import gochat.room.Person;
import gochat.room.RetentionRule;
import gochat.room.Role;
import gochat.room.Room;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.room.RoomKind;
import gochat.room.RoomName;
import gochat.shard.Outcome;
import gochat.shard.Submitter;
import gochat.wire.RoomWire;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The random commands of a user, on any of its devices.
final class RandomScript {
  /// The longest bans and mutes that have an end.
  private static final int MEASURE_MS_MAX = 20_000;

  /// The longest interval of slow mode.
  private static final int SLOW_MODE_SECONDS_MAX = 3;

  private final World world;
  private final User user;

  /// Messages whose outcome the user wants to know.
  private final List<Sending> posts = new ArrayList<>();

  private int texts;

  RandomScript(World world, User user) {
    this.world = world;
    this.user = user;
  }

  boolean isOpen() {
    return posts.stream().anyMatch(Sending::isOpen);
  }

  void connectionLost() {
    posts.forEach(Sending::connectionLost);
  }

  /// Sends a message again that was not answered, and sometimes one that still may be.
  void repeat(DeviceStream by) {
    for (Sending post : posts) {
      if (post.isOpen() && (!post.isUnderWay() || world.oneIn(4))) {
        post.send(by, peer(post.room));
        return;
      }
    }
  }

  void goOn(DeviceStream by) {
    // Most commands make sense; the others have to be refused.
    boolean isSensible = !world.oneIn(8);
    RoomId id = world.anyOf(isSensible ? world.roomsOf(user.id()) : world.rooms);
    if (world.oneIn(12) && isMember(id)) {
      world.servers().main().online.typing(id, user);
    } else if (world.oneIn(12) && by.isOpen() && world.hasOneDevice(user)) {
      by.setAway(world.random.nextBoolean());
    } else if (world.oneIn(12) && by.isOpen() && world.mayRead(user, id)) {
      by.markRead(id, world.random.nextInt((int) world.disk().head(id) + 1));
    } else {
      Command command = command(Authors.author(user, by.id()), id, isSensible);
      Sending sending = new Sending(id, command);
      if (command instanceof Command.Post) {
        posts.add(sending);
      }
      sending.send(by, peer(id));
      if (command instanceof Command.Kick || command instanceof Command.Ban) {
        // Mostly in the same turn, so that the removed user must not get its rest.
        Author author = command.author();
        Sending next = new Sending(id, new Command.Post(author, world.newUuid(), text()));
        posts.add(next);
        next.send(by, peer(id));
      }
    }
  }

  private boolean isMember(RoomId room) {
    return world.roomsOf(user.id()).contains(room);
  }

  /// The other user of the conversation `room`; null if it is not a conversation of this user.
  private @Nullable User peer(RoomId room) {
    return world.users.stream()
        .filter(other -> RoomId.direct(user.id(), other.id()).equals(room))
        .findFirst()
        .orElse(null);
  }

  private Command command(Author author, RoomId id, boolean isSensible) {
    Room room = world.disk().room(id);
    if (room.kind() == null && !id.isDirect()) {
      RoomKind kind = id.value().equals("public") ? RoomKind.PUBLIC : RoomKind.PRIVATE;
      return new Command.Create(author, kind, new RoomName(id.value(), id.value()), "");
    }
    if (room.kind() == RoomKind.PUBLIC && !isMember(id) && world.random.nextBoolean()) {
      return new Command.Join(author);
    }
    int ofMembers = isSensible && (id.equals(RoomId.LOBBY) || id.isDirect()) ? 0 : 14;
    return switch (world.random.nextInt(20 + ofMembers)) {
      case 0, 1, 2 -> new Command.Edit(author, message(id, isSensible), text(), List.of());
      case 3, 4 -> new Command.Delete(author, message(id, isSensible));
      case 5, 6 -> new Command.React(author, message(id, false), text(), true);
      case 7 -> unreact(author, id);
      case 8, 9 -> new Command.Post(author, world.newUuid(), text(), message(id, false), List.of());
      case 10 ->
          world.oneIn(3) ? unpin(author, id, room) : new Command.Pin(author, message(id, false));
      case 20, 21, 22, 23 -> new Command.Invite(author, other(room, !isSensible));
      case 24 -> new Command.Leave(author);
      case 25, 26 -> new Command.Kick(author, other(room, true));
      case 27 -> new Command.Ban(author, other(room, true), "", duration());
      case 28 -> new Command.Unban(author, anyone());
      case 29 ->
          world.oneIn(3)
              ? new Command.Mute(author, other(room, true), "", duration())
              : new Command.Unmute(author, anyone());
      case 30 ->
          new Command.SetRole(author, other(room, true), world.anyOf(List.of(Role.values())));
      case 31, 32 -> new Command.ChangeTopic(author, text());
      case 33 ->
          world.random.nextBoolean()
              ? new Command.SetRetention(author, new RetentionRule(0, world.random.nextInt(1_000)))
              : new Command.SetSlowMode(
                  author, 1_000L * world.random.nextInt(SLOW_MODE_SECONDS_MAX + 1));
      default -> new Command.Post(author, world.newUuid(), text());
    };
  }

  /// Of a ban or a mute, in milliseconds; 0 for no end.
  private long duration() {
    return world.oneIn(3) ? 0 : 1L + world.random.nextInt(MEASURE_MS_MAX);
  }

  private Person anyone() {
    return Authors.person(world.anyOf(world.users));
  }

  /// A user who is a member of the room, or is not one, if there is such a user.
  private Person other(Room room, boolean isMember) {
    Person tried = anyone();
    for (int i = 0; i < 4 && (room.member(tried.user()) != null) != isMember; i++) {
      tried = anyone();
    }
    return tried;
  }

  /// Never the same twice.
  private String text() {
    return user.name() + "." + texts++;
  }

  /// A message, mostly: sometimes one that is not there.
  private long message(RoomId id, boolean isOwn) {
    long seq = 1L + world.random.nextInt((int) world.disk().head(id) + 2);
    for (LogEntry entry : world.disk().log(id).reversed()) {
      if (isOwn
          && entry.event() instanceof RoomEvent.Posted posted
          && posted.author().user().equals(user.id())
          && world.random.nextBoolean()) {
        return entry.seq();
      }
    }
    return seq;
  }

  private Command unpin(Author author, RoomId id, Room room) {
    return new Command.Unpin(
        author, room.pinned().stream().findAny().orElseGet(() -> message(id, false)));
  }

  private Command unreact(Author author, RoomId id) {
    for (LogEntry entry : world.disk().log(id)) {
      if (entry.event() instanceof RoomEvent.ReactionAdded added
          && added.author().user().equals(user.id())
          && world.random.nextBoolean()) {
        return new Command.React(author, added.message(), added.reaction(), false);
      }
    }
    return new Command.React(author, message(id, false), text(), false);
  }

  /// A command that a client sends, once or, if it is a message, until its outcome is known.
  private final class Sending {
    final RoomId room;
    final Command command;
    private int underWay;
    private boolean isSettled;

    Sending(RoomId room, Command command) {
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

    /// @param peer the other user of a conversation, null when the room is none
    void send(DeviceStream by, @Nullable User peer) {
      Invocation invocation = by.invoked(request());
      underWay++;
      Life life = world.servers().main();
      Submitter submitter = new Submitter(outcome -> answered(invocation, outcome), () -> {});
      if (command instanceof Command.Moderating) {
        by.invoked(new Change(RoomId.AUDIT.value(), "audited AUDIT_ACTION_" + action()));
      }
      boolean isTaken;
      if (peer != null && command instanceof Command.Post post) {
        // The first message opens the conversation.
        by.invoked(new Enter(room.value(), peer.name().toString()));
        isTaken =
            new DirectMessages(by.rooms(), life.online, Peers.NONE, life.services.limits())
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
        case Outcome.Rejected(var reason, _, _) -> {
          invocation.completed(new Refused(reason.name()));
          isSettled |= underWay == 0;
        }
        case Outcome.Unknown _ -> invocation.completed(new Unknown("the journal failed"));
        case Outcome.Passed _, Outcome.Undelivered _, Outcome.Unconfirmed _, Outcome.Crowded _ ->
            world.recorder().problem(command + " was answered " + outcome);
      }
    }

    private Request request() {
      String in = room.value();
      return switch (command) {
        case Command.Post post -> new Post(in, String.valueOf(post.messageId()), post.text());
        case Command.Edit edit -> new Edit(in, edit.message(), edit.text());
        case Command.Delete delete -> new Delete(in, delete.message());
        case Command.React react ->
            new React(in, react.message(), react.reaction(), react.isAdded());
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
        case Command.SetRetention set -> new Change(in, "limited to " + set.rule().events());
        case Command.SetSlowMode set -> new Change(in, "slowed to " + set.intervalMs() / 1_000);
        case Command.Audit audit ->
            new Change(in, "audited AUDIT_ACTION_" + audit.entry().action());
        case Command.SetRole set -> change(RoomWire.role(set.role()).name(), set.member());
        case Command.RegisterGuest registration -> change("registered as a", registration.guest());
        case Command.EndMeasures _ -> throw new IllegalStateException("only servers end measures");
        case Command.LeaveForGood _, Command.EraseMessage _ ->
            throw new IllegalStateException("only servers delete accounts");
        case Command.OpenDirect open -> new Enter(in, open.peer().name());
      };
    }

    /// The action of its entry in the audit log.
    private AuditAction action() {
      return switch ((Command.Moderating) command) {
        case Command.Delete _ -> AuditAction.MESSAGE_DELETED;
        case Command.SetRetention _ -> AuditAction.RETENTION_CHANGED;
        case Command.SetSlowMode _ -> AuditAction.SLOW_MODE_CHANGED;
        case Command.Kick _ -> AuditAction.MEMBER_KICKED;
        case Command.Ban _ -> AuditAction.MEMBER_BANNED;
        case Command.Unban _ -> AuditAction.MEMBER_UNBANNED;
        case Command.Mute _ -> AuditAction.MEMBER_MUTED;
        case Command.Unmute _ -> AuditAction.MEMBER_UNMUTED;
        case Command.SetRole _ -> AuditAction.ROLE_CHANGED;
      };
    }

    private Request change(String what, Person member) {
      return new Change(room.value(), what + " " + member.name());
    }
  }
}
