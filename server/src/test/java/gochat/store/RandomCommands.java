package gochat.store;

import gochat.room.Author;
import gochat.room.Command;
import gochat.room.Person;
import gochat.room.Role;
import gochat.room.RoomId;
import gochat.room.RoomKind;
import gochat.room.RoomName;
import gochat.room.Standing;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What few people might do in few rooms: so few that they get into each other's way.
final class RandomCommands {
  static final List<UUID> USERS =
      LongStream.of(1, 2, 3, -4, Long.MIN_VALUE).mapToObj(high -> new UUID(high, high)).toList();

  static final List<RoomId> ROOMS =
      List.of(
          RoomId.LOBBY,
          new RoomId("a"),
          new RoomId("b"),
          new RoomId("c"),
          RoomId.direct(USERS.get(0), USERS.get(1)));

  static final List<String> NAMES = List.of("x", "y", "z");

  private final Random random;

  RandomCommands(Random random) {
    this.random = random;
  }

  UUID user() {
    return any(USERS);
  }

  RoomId room() {
    return any(ROOMS);
  }

  /// Some rooms, each once.
  List<RoomId> rooms() {
    List<RoomId> rooms = new ArrayList<>(ROOMS);
    Collections.shuffle(rooms, random);
    return rooms.subList(0, 1 + random.nextInt(ROOMS.size()));
  }

  /// A seq that is there, or nearly; often a late one.
  long seq(long head) {
    return random.nextLong(random.nextBoolean() ? -1 : Math.max(-1, head - 5), head + 3);
  }

  long time() {
    return random.nextLong(1_000, 2_000);
  }

  /// Some posts, or one command of any kind. No command refers to one before it.
  List<Command> turn(long head) {
    return random.nextInt(4) > 0
        ? List.of(one(head))
        : Stream.generate(() -> post(head)).limit(messages()).toList();
  }

  /// Few, or so many that a backend may take them together.
  private int messages() {
    return 1 + random.nextInt(random.nextInt(8) > 0 ? 3 : 40);
  }

  private Command one(long head) {
    Author author = author();
    return switch (random.nextInt(39)) {
      case 0, 1, 2, 3, 4, 5, 6, 7, 8 -> new Command.Edit(author, seq(head), text(), mentions());
      case 9, 10, 11 -> new Command.Delete(author, seq(head));
      case 12, 13, 14, 15, 16, 17, 18, 19 ->
          new Command.React(author, seq(head), any(List.of("+", "-", "\0")), random.nextBoolean());
      case 20, 21 ->
          new Command.Create(
              author, any(List.of(RoomKind.PUBLIC, RoomKind.PRIVATE)), name(), text());
      case 22 ->
          random.nextBoolean()
              ? new Command.OpenDirect(author(0), author(1).person())
              : new Command.Post(author(0), messageId(), text()).to(author(1).person());
      case 23 -> new Command.Rename(author, name(), random.nextBoolean() ? text() : null);
      case 24 -> new Command.ChangeTopic(author, text());
      case 25, 26, 27 -> new Command.Join(author);
      case 28 -> new Command.Leave(author);
      case 29, 30 -> new Command.Invite(author, person());
      case 31 -> new Command.Kick(author, person());
      case 32 ->
          random.nextBoolean()
              ? new Command.Ban(author, person())
              : new Command.Unban(author, person());
      case 33 ->
          random.nextBoolean()
              ? new Command.Mute(author, person())
              : new Command.Unmute(author, person());
      case 34, 35, 36 -> new Command.Pin(author, seq(head));
      case 37 -> new Command.Unpin(author, seq(head));
      default -> new Command.SetRole(author, person(), any(List.of(Role.values())));
    };
  }

  private Command post(long head) {
    long replyTo = random.nextInt(3) == 0 ? seq(head) : 0;
    return new Command.Post(author(), messageId(), text(), replyTo, mentions());
  }

  private @Nullable UUID messageId() {
    return random.nextBoolean() ? new UUID(0, random.nextInt(100)) : null;
  }

  /// Often the same one, as much is allowed only to who began it.
  private Author author() {
    return author(random.nextBoolean() ? 0 : random.nextInt(USERS.size()));
  }

  private static Author author(int number) {
    UUID user = USERS.get(number);
    Standing standing =
        switch (number) {
          case 0, 1, 2 -> Standing.ACCOUNT;
          case 3 -> Standing.ADMINISTRATOR;
          default -> Standing.GUEST;
        };
    return new Author(user, user, "user " + number, standing);
  }

  private Person person() {
    return author().person();
  }

  private List<UUID> mentions() {
    return Stream.generate(this::user).limit(Math.max(0, random.nextInt(5) - 2)).toList();
  }

  private String text() {
    return any(List.of("a", "你好", "ä".repeat(20))) + random.nextInt(100);
  }

  private RoomName name() {
    String name = any(NAMES);
    return new RoomName(random.nextBoolean() ? name : name.toUpperCase(Locale.ROOT), name);
  }

  private <T> T any(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }
}
