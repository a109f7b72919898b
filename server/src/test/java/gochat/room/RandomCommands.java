package gochat.room;

import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;

/// Random commands of a few users who ignore the rules. The users, names, texts and message ids are
/// few, so the commands collide.
public final class RandomCommands {
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

  private static final List<UUID> MESSAGE_IDS =
      List.of(new UUID(0, 1), new UUID(0, 2), new UUID(0, 3), new UUID(0, 4));

  private static final List<String> TEXTS = List.of("hi", "ho", "你好", "much too long", " ");
  private static final List<String> REACTIONS = List.of("👍", "👍", "👎", " ");
  private static final List<String> NAMES = List.of("Talk", "talk", "Chat", "Taken");
  private static final List<String> TOPICS = List.of("", "this", "that", "x".repeat(2_000));

  private final Random random;

  public RandomCommands(Random random) {
    this.random = random;
  }

  public List<Author> people() {
    return PEOPLE;
  }

  /// @param head the seq of the room's last event
  public Command next(long head) {
    Author author = oneOf(PEOPLE);
    Supplier<Person> person = () -> oneOf(PEOPLE).person();
    long message = random.nextLong(Math.max(0, head - 6), head + 2);
    return switch (random.nextInt(36)) {
      case 0, 1, 2 -> new Command.Post(author, oneOf(MESSAGE_IDS), oneOf(TEXTS));
      case 3, 4 -> new Command.Post(author, null, oneOf(TEXTS), message, mentions());
      case 5, 6 -> new Command.Edit(author, message, oneOf(TEXTS), mentions());
      case 7 -> new Command.Delete(author, message);
      case 8, 9, 10 -> new Command.React(author, message, oneOf(REACTIONS), random.nextBoolean());
      case 11, 12 -> make(author);
      case 13 ->
          new Command.Rename(
              author, RoomFixture.name(oneOf(NAMES)), random.nextBoolean() ? oneOf(TOPICS) : null);
      case 14 -> new Command.ChangeTopic(author, oneOf(TOPICS));
      case 15, 16, 17, 18 -> new Command.Join(author);
      case 19 -> new Command.Leave(author);
      case 20, 21, 22 -> new Command.Invite(author, person.get());
      case 23, 24 -> new Command.Kick(author, person.get());
      case 25 -> new Command.Ban(author, person.get());
      case 26, 27 -> new Command.Unban(author, person.get());
      case 28 -> new Command.Mute(author, person.get());
      case 29, 30 -> new Command.Unmute(author, person.get());
      case 31, 32, 33 -> new Command.Pin(author, message);
      case 34 -> new Command.Unpin(author, message);
      default -> new Command.SetRole(author, person.get(), oneOf(List.of(Role.values())));
    };
  }

  /// A guest's attempt to create a room, which is refused.
  public Command attempt(RoomKind kind) {
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
      case 1 ->
          new Command.Post(author, oneOf(MESSAGE_IDS), oneOf(TEXTS)).to(oneOf(PEOPLE).person());
      default ->
          new Command.Create(
              author,
              oneOf(List.of(RoomKind.PUBLIC, RoomKind.PRIVATE)),
              RoomFixture.name(oneOf(NAMES)),
              oneOf(TOPICS));
    };
  }

  private List<UUID> mentions() {
    int count = random.nextInt(10) == 0 ? Command.MENTIONS_MAX + 1 : random.nextInt(2);
    return random.ints(count).mapToObj(_ -> oneOf(PEOPLE).user()).toList();
  }

  private <T> T oneOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
