package gochat.session;

import gochat.account.User;
import gochat.room.Author;
import gochat.room.Command;
import gochat.room.LogEntry;
import gochat.room.Person;
import gochat.room.Role;
import gochat.room.Room;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.room.RoomKind;
import gochat.room.RoomName;
import gochat.shard.Submitter;
import java.util.List;
import java.util.Optional;

/// What a user takes it into its head to do, by one of its devices.
final class Whims {
  private final Cast cast;
  private final World world;
  private final User user;

  /// What it wants to be sure of.
  private final List<Act> posts;

  private int texts;

  Whims(Cast cast, User user, List<Act> posts) {
    this.cast = cast;
    this.world = cast.world;
    this.user = user;
    this.posts = posts;
  }

  boolean isOpen() {
    return posts.stream().anyMatch(Act::isOpen);
  }

  /// Sends again what was not answered, and sometimes what still may be.
  void repeat(DeviceStream by) {
    for (Act post : posts) {
      if (post.isOpen() && (post.underWay == 0 || world.oneIn(4))) {
        cast.ledger.repeat(post, way(post.room, post.command, by));
        return;
      }
    }
  }

  void follow(DeviceStream by) {
    // Mostly what makes sense; what does not has to be refused.
    boolean isSensible = !world.oneIn(8);
    RoomId id = world.anyOf(isSensible ? cast.roomsOf(user.id()) : cast.rooms);
    if (world.oneIn(12) && isMember(id)) {
      world.life().online.typing(id, user);
    } else if (world.oneIn(12)) {
      by.setAway(world.random().nextBoolean());
    } else if (world.oneIn(12) && by.isOpen() && cast.room(id).isReadableBy(user.id())) {
      markRead(id, by);
    } else {
      Command command = command(Authors.author(user, by.id()), id, isSensible);
      Act act = cast.ledger.submit(id, command, way(id, command, by));
      if (command instanceof Command.Post) {
        posts.add(act);
      }
    }
  }

  private boolean isMember(RoomId room) {
    return cast.roomsOf(user.id()).contains(room);
  }

  private void markRead(RoomId room, DeviceStream by) {
    long seq = world.random().nextInt((int) world.disk().head(room) + 3);
    by.lane()
        .waiting()
        .execute(() -> {
          long now = world.life().markRead(user.id(), room, seq, by.id());
          by.lane().execute(() -> by.marked(room, now));
        });
  }

  private Ledger.Way way(RoomId room, Command command, DeviceStream by) {
    Life life = world.life();
    Optional<User> peer = peer(room);
    if (peer.isPresent() && command instanceof Command.Post post) {
      return reply ->
          new DirectMessages(by.rooms(), life.online, life.services.limits())
              .send(peer.get(), post, new Submitter(reply, () -> {}));
    }
    return reply -> by.rooms().submit(room, command, new Submitter(reply, () -> {}));
  }

  /// With whom it talks in `room`, if that is a conversation of its own.
  private Optional<User> peer(RoomId room) {
    return cast.users.stream()
        .filter(other -> RoomId.direct(user.id(), other.id()).equals(room))
        .findFirst();
  }

  private Command command(Author author, RoomId id, boolean isSensible) {
    Room room = cast.room(id);
    if (room.kind() == null && !id.isDirect()) {
      RoomKind kind = id.value().equals("public") ? RoomKind.PUBLIC : RoomKind.PRIVATE;
      return new Command.Create(author, kind, new RoomName(id.value(), id.value()), "");
    }
    if (room.kind() == RoomKind.PUBLIC && !isMember(id) && world.random().nextBoolean()) {
      return new Command.Join(author);
    }
    int ofMembers = isSensible && (id.equals(RoomId.LOBBY) || id.isDirect()) ? 0 : 12;
    return switch (world.random().nextInt(20 + ofMembers)) {
      case 0, 1, 2 -> new Command.Edit(author, message(id, isSensible), text(), List.of());
      case 3, 4 -> new Command.Delete(author, message(id, isSensible));
      case 5, 6 -> new Command.React(author, message(id, false), text(), true);
      case 7 -> unreact(author, id);
      case 8, 9 -> new Command.Post(author, world.newUuid(), text(), message(id, false), List.of());
      case 20, 21, 22, 23 -> new Command.Invite(author, other(room, !isSensible));
      case 24 -> new Command.Leave(author);
      case 25, 26 -> new Command.Kick(author, other(room, true));
      case 27 -> new Command.Ban(author, other(room, true));
      case 28 -> new Command.Unban(author, anybody());
      case 29 ->
          world.oneIn(3)
              ? new Command.Mute(author, other(room, true))
              : new Command.Unmute(author, anybody());
      case 30 ->
          new Command.SetRole(author, other(room, true), world.anyOf(List.of(Role.values())));
      case 31 -> new Command.ChangeTopic(author, text());
      default -> new Command.Post(author, world.newUuid(), text());
    };
  }

  private Person anybody() {
    return Authors.person(world.anyOf(cast.users));
  }

  /// Somebody who is in the room, or is not, if there is somebody.
  private Person other(Room room, boolean isMember) {
    Person tried = anybody();
    for (int i = 0; i < 4 && (room.member(tried.user()) != null) != isMember; i++) {
      tried = anybody();
    }
    return tried;
  }

  /// Never the same twice.
  private String text() {
    return user.name() + "." + texts++;
  }

  /// A message, mostly: sometimes one that is not there.
  private long message(RoomId id, boolean isOwn) {
    long seq = 1L + world.random().nextInt((int) world.disk().head(id) + 2);
    for (LogEntry entry : world.disk().chronicle().log(id).reversed()) {
      if (isOwn
          && entry.event() instanceof RoomEvent.Posted posted
          && posted.author().user().equals(user.id())
          && world.random().nextBoolean()) {
        return entry.seq();
      }
    }
    return seq;
  }

  private Command unreact(Author author, RoomId id) {
    for (LogEntry entry : world.disk().chronicle().log(id)) {
      if (entry.event() instanceof RoomEvent.ReactionAdded added
          && added.author().user().equals(user.id())
          && world.random().nextBoolean()) {
        return new Command.React(author, added.message(), added.reaction(), false);
      }
    }
    return new Command.React(author, message(id, false), text(), false);
  }
}
