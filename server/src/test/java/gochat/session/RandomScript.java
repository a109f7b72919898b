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
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a user does on its devices, drawn by chance.
final class RandomScript {
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

  /// Sends again what was not answered, and sometimes what still may be.
  void repeat(DeviceStream by) {
    for (Sending post : posts) {
      if (post.isOpen() && (!post.isUnderWay() || world.oneIn(4))) {
        post.send(by, peer(post.room));
        return;
      }
    }
  }

  void goOn(DeviceStream by) {
    // Mostly what makes sense; what does not has to be refused.
    boolean isSensible = !world.oneIn(8);
    RoomId id = world.anyOf(isSensible ? world.roomsOf(user.id()) : world.rooms());
    if (world.oneIn(12) && isMember(id)) {
      world.life().online.typing(id, user);
    } else if (world.oneIn(12) && by.isOpen() && world.hasOneDevice(user)) {
      by.setAway(world.random().nextBoolean());
    } else if (world.oneIn(12) && by.isOpen() && world.disk().room(id).isReadableBy(user.id())) {
      by.markRead(id, world.random().nextInt((int) world.disk().head(id) + 1));
    } else {
      Command command = command(Authors.author(user, by.id()), id, isSensible);
      Sending sending = new Sending(world, id, command);
      if (command instanceof Command.Post) {
        posts.add(sending);
      }
      sending.send(by, peer(id));
    }
  }

  private boolean isMember(RoomId room) {
    return world.roomsOf(user.id()).contains(room);
  }

  /// With whom the user talks in `room`, null if it is no conversation of its own.
  private @Nullable User peer(RoomId room) {
    return world.users().stream()
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
    if (room.kind() == RoomKind.PUBLIC && !isMember(id) && world.random().nextBoolean()) {
      return new Command.Join(author);
    }
    int ofMembers = isSensible && (id.equals(RoomId.LOBBY) || id.isDirect()) ? 0 : 14;
    return switch (world.random().nextInt(20 + ofMembers)) {
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
      case 27 -> new Command.Ban(author, other(room, true));
      case 28 -> new Command.Unban(author, anyone());
      case 29 ->
          world.oneIn(3)
              ? new Command.Mute(author, other(room, true))
              : new Command.Unmute(author, anyone());
      case 30 ->
          new Command.SetRole(author, other(room, true), world.anyOf(List.of(Role.values())));
      case 31, 32, 33 -> new Command.ChangeTopic(author, text());
      default -> new Command.Post(author, world.newUuid(), text());
    };
  }

  private Person anyone() {
    return Authors.person(world.anyOf(world.users()));
  }

  /// A user who is in the room, or is not, if there is one.
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
    long seq = 1L + world.random().nextInt((int) world.disk().head(id) + 2);
    for (LogEntry entry : world.disk().log(id).reversed()) {
      if (isOwn
          && entry.event() instanceof RoomEvent.Posted posted
          && posted.author().user().equals(user.id())
          && world.random().nextBoolean()) {
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
          && world.random().nextBoolean()) {
        return new Command.React(author, added.message(), added.reaction(), false);
      }
    }
    return new Command.React(author, message(id, false), text(), false);
  }
}
