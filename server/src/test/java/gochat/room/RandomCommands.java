package gochat.room;

import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Random commands of a few users who ignore the rules. The users, names, texts and message ids are
/// few, so the commands collide.
public final class RandomCommands {
  /// The ids of their users are positive and negative numbers.
  private static final List<Author> PEOPLE =
      List.of(
          RoomFixture.account("Ada"),
          RoomFixture.account("Bob"),
          RoomFixture.account("Cyd"),
          RoomFixture.account("Dan"),
          RoomFixture.author("Eve", Standing.GUEST),
          RoomFixture.author("Fay", Standing.GUEST),
          RoomFixture.author("Root", Standing.ADMINISTRATOR),
          RoomFixture.author("Wheel", Standing.ADMINISTRATOR));

  private static final int MESSAGE_IDS = 10;

  /// Longer than [RoomFixture#TEXT_BYTES_MAX].
  private static final String LONG_TEXT = "ä".repeat(20);

  private static final List<String> REACTIONS = List.of("👍", "👍", "👎", "\0", " ");
  private static final List<String> NAMES = List.of("Talk", "talk", "Chat", "Taken");
  private static final List<String> TOPICS =
      List.of("", "this", "that", "the other", "x".repeat(2_000));

  private final Random random;

  public RandomCommands(Random random) {
    this.random = random;
  }

  public List<Author> people() {
    return PEOPLE;
  }

  /// Commands that a shard may decide in one turn: one of any kind, or some messages. None refers
  /// to one before it.
  ///
  /// @param head the seq of the room's last event
  public List<Command> turn(long head) {
    return random.nextInt(4) > 0
        ? List.of(next(head))
        : Stream.generate(() -> post(author(), head)).limit(messages()).toList();
  }

  /// Few, or so many that a backend may take them together.
  private int messages() {
    return 1 + random.nextInt(random.nextInt(8) > 0 ? 3 : 40);
  }

  /// @param head the seq of the room's last event
  public Command next(long head) {
    Author author = author();
    Supplier<Person> person = () -> oneOf(PEOPLE).person();
    return switch (random.nextInt(48)) {
      case 0, 1, 2, 3, 4 -> post(author, head);
      case 5, 6, 7, 8, 9, 10, 11, 12 -> new Command.Edit(author, message(head), text(), mentions());
      case 13, 14 -> new Command.Delete(author, message(head));
      case 15, 16, 17, 18, 19, 20 ->
          new Command.React(author, message(head), oneOf(REACTIONS), random.nextBoolean());
      case 21, 22 -> make(author);
      case 23 ->
          new Command.Rename(
              author, RoomFixture.name(oneOf(NAMES)), random.nextBoolean() ? oneOf(TOPICS) : null);
      case 24, 25 -> new Command.ChangeTopic(author, oneOf(TOPICS));
      case 26, 27, 28, 29 -> new Command.Join(author);
      case 30 -> new Command.Leave(author);
      case 31, 32, 33 -> new Command.Invite(author, person.get());
      case 34, 35 -> new Command.Kick(author, person.get());
      case 36 -> new Command.Ban(author, person.get());
      case 37, 38 -> new Command.Unban(author, person.get());
      case 39 -> new Command.Mute(author, person.get());
      case 40, 41 -> new Command.Unmute(author, person.get());
      case 42, 43, 44, 45 -> new Command.Pin(author, message(head));
      case 46 -> new Command.Unpin(author, message(head));
      default -> new Command.SetRole(author, person.get(), oneOf(List.of(Role.values())));
    };
  }

  /// A guest's attempt to create a room, which is refused.
  Command attempt(RoomKind kind) {
    return make(RoomFixture.GUEST, kind);
  }

  /// Creates the room; `lobby` exists already.
  public Command make(RoomKind kind) {
    return make(PEOPLE.get(0), kind);
  }

  private static Command make(Author author, RoomKind kind) {
    return kind == RoomKind.DIRECT
        ? new Command.OpenDirect(author, PEOPLE.get(1).person())
        : new Command.Create(author, kind, RoomFixture.name("Talk"), "");
  }

  private Command make(Author author) {
    return switch (random.nextInt(4)) {
      case 0 -> new Command.OpenDirect(author, oneOf(PEOPLE).person());
      case 1 -> new Command.Post(author, messageId(), text()).to(oneOf(PEOPLE).person());
      default ->
          new Command.Create(
              author,
              oneOf(List.of(RoomKind.PUBLIC, RoomKind.PRIVATE)),
              RoomFixture.name(oneOf(NAMES)),
              oneOf(TOPICS));
    };
  }

  private Command post(Author author, long head) {
    long replyTo = random.nextInt(3) == 0 ? message(head) : 0;
    return new Command.Post(author, messageId(), text(), replyTo, mentions());
  }

  /// Often the user who made the room, because only that user has all rights.
  private Author author() {
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
