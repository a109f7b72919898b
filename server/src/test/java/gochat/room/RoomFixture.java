package gochat.room;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Users of these tests, and rooms in which they have the roles that their names say.
public final class RoomFixture {
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
    Room room = new Room(RoomSnapshot.empty(RoomId.LOBBY), TestPolicy.of(TEXT_BYTES_MAX));
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
    return new Room(RoomSnapshot.empty(new RoomId("7g2k")), TestPolicy.of(TEXT_BYTES_MAX));
  }

  static Room of(RoomKind kind) {
    return switch (kind) {
      case LOBBY -> lobby();
      case DIRECT -> direct();
      case AUDIT -> new Room(RoomSnapshot.empty(RoomId.AUDIT), TestPolicy.of(TEXT_BYTES_MAX));
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
    return new Target(author.person(), 0, false);
  }

  /// Random commands of a few users who ignore the rules. The users, names, texts and message ids
  /// are few, so the commands collide.
  public static final class RandomCommands {
    /// The ids of their users are positive and negative numbers.
    public static final List<Author> PEOPLE =
        List.of(
            account("Ada"),
            account("Bob"),
            account("Cyd"),
            account("Dan"),
            author("Eve", Standing.GUEST),
            author("Fay", Standing.GUEST),
            author("Root", Standing.ADMINISTRATOR),
            author("Wheel", Standing.ADMINISTRATOR));

    private static final int MESSAGE_IDS = 10;

    /// Longer than [RoomFixture#TEXT_BYTES_MAX].
    private static final String LONG_TEXT = "ä".repeat(20);

    private static final List<String> REACTIONS = List.of("👍", "👍", "👎", "\0", " ");
    private static final List<String> NAMES = List.of("Talk", "talk", "Chat", "Taken");
    private static final List<String> REASONS = List.of("", "spam", "广告");
    private static final List<Long> DURATIONS_MS = List.of(0L, 1_000L, 20_000L);
    private static final List<String> TOPICS =
        List.of("", "this", "that", "the other", "x".repeat(2_000));

    private final Random random;

    public RandomCommands(Random random) {
      this.random = random;
    }

    /// Commands that a shard may decide in one turn: one of any kind, or some messages. None refers
    /// to one before it.
    ///
    /// @param head the seq of the room's last event
    public List<Command> turn(long head) {
      return random.nextInt(4) > 0
          ? List.of(next(head))
          : Stream.generate(() -> post(anyAuthor(), head)).limit(messages()).toList();
    }

    /// Few, or so many that a backend may take them together.
    private int messages() {
      return 1 + random.nextInt(random.nextInt(8) > 0 ? 3 : 40);
    }

    /// @param head the seq of the room's last event
    public Command next(long head) {
      Author author = anyAuthor();
      Supplier<Person> person = () -> oneOf(PEOPLE).person();
      return switch (random.nextInt(48)) {
        case 0, 1, 2, 3, 4 -> post(author, head);
        case 5, 6, 7, 8, 9, 10, 11, 12 ->
            new Command.Edit(author, message(head), text(), mentions());
        case 13, 14 -> new Command.Delete(author, message(head));
        case 15, 16, 17, 18, 19, 20 ->
            new Command.React(author, message(head), oneOf(REACTIONS), random.nextBoolean());
        case 21, 22 -> make(author);
        case 23 ->
            new Command.Rename(
                author, name(oneOf(NAMES)), random.nextBoolean() ? oneOf(TOPICS) : null);
        case 24 -> new Command.ChangeTopic(author, oneOf(TOPICS));
        case 25 ->
            random.nextBoolean()
                ? new Command.SetRetention(
                    author, new RetentionRule(random.nextInt(2), 100L * random.nextInt(2)))
                : new Command.SetSlowMode(author, 1_000L * random.nextInt(3));
        case 26, 27, 28, 29 -> new Command.Join(author);
        case 30 -> new Command.Leave(author);
        case 31, 32, 33 -> new Command.Invite(author, person.get());
        case 34, 35 -> new Command.Kick(author, person.get(), oneOf(REASONS));
        case 36 -> new Command.Ban(author, person.get(), oneOf(REASONS), oneOf(DURATIONS_MS));
        case 37, 38 -> new Command.Unban(author, person.get());
        case 39 -> new Command.Mute(author, person.get(), oneOf(REASONS), oneOf(DURATIONS_MS));
        case 40, 41 -> new Command.Unmute(author, person.get());
        case 42, 43, 44, 45 -> new Command.Pin(author, message(head));
        case 46 -> new Command.Unpin(author, message(head));
        default -> new Command.SetRole(author, person.get(), oneOf(List.of(Role.values())));
      };
    }

    /// A guest's attempt to create a room, which is refused.
    Command attempt(RoomKind kind) {
      return make(GUEST, kind);
    }

    /// Creates the room; `lobby` exists already.
    public Command make(RoomKind kind) {
      return make(PEOPLE.get(0), kind);
    }

    private static Command make(Author author, RoomKind kind) {
      return kind == RoomKind.DIRECT
          ? new Command.OpenDirect(author, PEOPLE.get(1).person())
          : new Command.Create(author, kind, name("Talk"), "");
    }

    private Command make(Author author) {
      return switch (random.nextInt(4)) {
        case 0 -> new Command.OpenDirect(author, oneOf(PEOPLE).person());
        case 1 -> new Command.Post(author, messageId(), text()).to(oneOf(PEOPLE).person());
        default ->
            new Command.Create(
                author,
                oneOf(List.of(RoomKind.PUBLIC, RoomKind.PRIVATE)),
                name(oneOf(NAMES)),
                oneOf(TOPICS));
      };
    }

    private Command post(Author author, long head) {
      long replyTo = random.nextInt(3) == 0 ? message(head) : 0;
      return new Command.Post(author, messageId(), text(), replyTo, mentions());
    }

    /// Often the user who made the room, because only that user has all rights.
    private Author anyAuthor() {
      return random.nextBoolean() ? PEOPLE.get(0) : oneOf(PEOPLE);
    }

    private @Nullable UUID messageId() {
      return random.nextBoolean() ? new UUID(0, random.nextInt(MESSAGE_IDS)) : null;
    }

    private String text() {
      return switch (random.nextInt(8)) {
        case 0 -> " ";
        case 1 -> LONG_TEXT + random.nextInt(100);
        default -> oneOf(List.of("a", "你好")) + random.nextInt(100);
      };
    }

    /// The seq of an event that is there, or nearly; often of a late one.
    private long message(long head) {
      return random.nextLong(random.nextInt(4) == 0 ? 0 : Math.max(0, head - 6), head + 2);
    }

    private List<UUID> mentions() {
      int count = random.nextInt(20) == 0 ? Command.MENTIONS_MAX + 1 : random.nextInt(3);
      return random.ints(count).mapToObj(_ -> oneOf(PEOPLE).user()).toList();
    }

    private <T> T oneOf(List<T> choices) {
      return choices.get(random.nextInt(choices.size()));
    }
  }
}
