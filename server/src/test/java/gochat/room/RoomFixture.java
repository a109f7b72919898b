package gochat.room;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// Users of these tests, and rooms in which they have the roles that their names say.
final class RoomFixture {
  static final long AT = 1_790_000_000_000L;
  static final int TEXT_BYTES_MAX = 8;

  static final Author OWNER = account("owner");
  static final Author CO_OWNER = account("co-owner");
  static final Author MODERATOR = account("moderator");
  static final Author CO_MODERATOR = account("co-moderator");
  static final Author MEMBER = account("member");
  static final Author CO_MEMBER = account("co-member");
  static final Author MUTED = account("muted");
  static final Author BANNED = account("banned");
  static final Author GUEST = author("guest", Standing.GUEST);
  static final Author STRANGER = account("stranger");
  static final Author PASSER_BY = author("passer-by", Standing.GUEST);

  /// An administrator of the server who is in no room.
  static final Author ADMINISTRATOR = author("administrator", Standing.ADMINISTRATOR);

  /// An administrator of the server who is a member of the room.
  static final Author INSIDER = author("insider", Standing.ADMINISTRATOR);

  static final Set<Author> ALL =
      Set.of(
          OWNER,
          CO_OWNER,
          MODERATOR,
          CO_MODERATOR,
          MEMBER,
          CO_MEMBER,
          MUTED,
          BANNED,
          GUEST,
          STRANGER,
          PASSER_BY,
          ADMINISTRATOR,
          INSIDER);

  private static final Map<Author, Role> ROLES =
      Map.of(CO_OWNER, Role.OWNER, MODERATOR, Role.MODERATOR, CO_MODERATOR, Role.MODERATOR);

  private RoomFixture() {}

  static Author account(String name) {
    return author(name, Standing.ACCOUNT);
  }

  static Author author(String name, Standing standing) {
    UUID user = UUID.nameUUIDFromBytes(name.getBytes(UTF_8));
    return new Author(user, UUID.nameUUIDFromBytes(("s/" + name).getBytes(UTF_8)), name, standing);
  }

  static Author named(String name) {
    return ALL.stream().filter(author -> author.name().equals(name)).findFirst().orElseThrow();
  }

  static RoomName name(String shown) {
    return new RoomName(shown, shown.toLowerCase(Locale.ROOT));
  }

  static Room lobby() {
    Room room = new Room(RoomSnapshot.empty(RoomId.LOBBY), TEXT_BYTES_MAX);
    apply(room, new RoomEvent.Muted(ADMINISTRATOR, AT, MUTED.person()));
    return room;
  }

  /// The direct conversation of [#MEMBER] and [#CO_MEMBER].
  static Room direct() {
    Room room = none();
    apply(room, new RoomEvent.DirectOpened(MEMBER, AT, CO_MEMBER.person()));
    return room;
  }

  /// A room that doesn't exist.
  static Room none() {
    return new Room(RoomSnapshot.empty(new RoomId("7g2k")), TEXT_BYTES_MAX);
  }

  static Room of(RoomKind kind) {
    return switch (kind) {
      case LOBBY -> lobby();
      case DIRECT -> direct();
      case PUBLIC, PRIVATE -> {
        Room room = founded(kind);
        for (Author author :
            List.of(CO_OWNER, MODERATOR, CO_MODERATOR, MEMBER, CO_MEMBER, MUTED, GUEST, INSIDER)) {
          Role role = ROLES.getOrDefault(author, Role.MEMBER);
          apply(room, new RoomEvent.Joined(OWNER, AT, author.person(), role));
        }
        apply(room, new RoomEvent.Muted(OWNER, AT, MUTED.person()));
        apply(room, new RoomEvent.Banned(OWNER, AT, BANNED.person(), null));
        yield room;
      }
    };
  }

  /// A room whose only member is [#OWNER]; its head is 1.
  static Room founded(RoomKind kind) {
    Room room = none();
    apply(room, new RoomEvent.Created(OWNER, AT, kind, name("Talk"), "of this"));
    return room;
  }

  /// Decides a command whose references the log doesn't have.
  static Decision decide(Room room, Command command) {
    return decide(room, Known.ofNothing(command));
  }

  static Decision decide(Room room, Known known) {
    return room.decide(known, AT);
  }

  /// Decides a command that must be accepted, and applies its events.
  ///
  /// @return the last event
  static RoomEvent perform(Room room, Command command) {
    Decision decision = decide(room, command);
    if (decision instanceof Decision.Accepted(List<RoomEvent> events)) {
      events.forEach(event -> apply(room, event));
      return events.getLast();
    }
    throw new AssertionError(command + ": " + decision);
  }

  static void apply(Room room, RoomEvent event) {
    room.apply(new LogEntry(room.head() + 1, event));
  }

  /// A command about a message, with `target` as the recorded message.
  static Known known(Command command, Target target) {
    return switch (command) {
      case Command.Post post -> new Known.OfPost(post, null, target);
      case Command.OnMessage change -> new Known.OfMessage(change, target);
      case Command.React react -> new Known.OfReaction(react, target, !react.isAdded());
      case Command.Naming _, Command.ByState _ -> Known.ofNothing(command);
    };
  }

  static Target messageBy(Author author) {
    return new Target(author.user(), 0, false);
  }
}
