package gochat.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import gochat.room.Member;
import gochat.room.Person;
import gochat.room.Room;
import gochat.room.RoomId;
import gochat.room.RoomKind;
import gochat.room.RoomSnapshot;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the rooms themselves say.
public final class FakeRoomDirectory implements RoomDirectory {
  private static final Comparator<String> UTF_8_ORDER =
      (one, other) -> Arrays.compareUnsigned(one.getBytes(UTF_8), other.getBytes(UTF_8));

  /// That of their texts; UUIDs themselves compare as signed numbers.
  private static final Comparator<UUID> BYTE_ORDER = Comparator.comparing(UUID::toString);

  private final FakeJournal journal;

  FakeRoomDirectory(FakeJournal journal) {
    this.journal = journal;
  }

  @Override
  public Optional<Listing> find(RoomId id, UUID user) {
    Room room = journal.log(id).room();
    RoomKind kind = room.kind();
    if (kind == null) {
      return Optional.empty();
    }
    Member self = room.member(user);
    return Optional.of(
        new Listing(
            id,
            kind,
            room.name(),
            room.topic(),
            room.head(),
            room.members().size(),
            kind == RoomKind.DIRECT && self != null ? peer(room, user) : null,
            self == null ? null : self.role(),
            self == null ? 0 : self.since(),
            room.isMuted(user),
            room.isBanned(user)));
  }

  private static @Nullable Person peer(Room room, UUID user) {
    return room.members().stream()
        .map(Member::person)
        .filter(person -> !person.user().equals(user))
        .findFirst()
        .orElse(null);
  }

  @Override
  public Optional<Listing> findPublic(String foldedName, UUID user) {
    return publicRooms(name -> name.equals(foldedName), user).findFirst();
  }

  @Override
  public List<Listing> publicRooms(String afterName, int roomsMax, UUID user) {
    return publicRooms(name -> UTF_8_ORDER.compare(name, afterName) > 0, user)
        .limit(roomsMax)
        .toList();
  }

  private Stream<Listing> publicRooms(Predicate<String> isWanted, UUID user) {
    return journal.publicNames().entrySet().stream()
        .filter(room -> isWanted.test(room.getValue()))
        .sorted(Map.Entry.comparingByValue(UTF_8_ORDER))
        .flatMap(room -> find(room.getKey(), user).stream());
  }

  @Override
  public List<Listing> roomsOf(UUID user) {
    Map<RoomId, Room> rooms = new HashMap<>();
    Set<RoomId> joined = new LinkedHashSet<>();
    for (FakeJournal.Fact fact : journal.facts()) {
      Room room =
          rooms.computeIfAbsent(
              fact.room(), id -> new Room(RoomSnapshot.empty(id), Integer.MAX_VALUE));
      room.apply(fact.entry());
      if (room.member(user) == null) {
        joined.remove(fact.room());
      } else {
        joined.add(fact.room());
      }
    }
    return joined.stream().flatMap(room -> find(room, user).stream()).toList();
  }

  @Override
  public List<ListedMember> members(RoomId room, @Nullable UUID after, int membersMax) {
    Room state = journal.log(room).room();
    return state.members().stream()
        .filter(member -> after == null || BYTE_ORDER.compare(member.person().user(), after) > 0)
        .sorted(Comparator.comparing(member -> member.person().user(), BYTE_ORDER))
        .limit(membersMax)
        .map(member -> new ListedMember(member, state.isMuted(member.person().user())))
        .toList();
  }
}
