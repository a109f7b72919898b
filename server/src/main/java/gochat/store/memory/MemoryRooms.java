package gochat.store.memory;

import static java.nio.charset.StandardCharsets.UTF_8;

import gochat.journal.RoomDirectory;
import gochat.room.Measure;
import gochat.room.Member;
import gochat.room.Person;
import gochat.room.Room;
import gochat.room.RoomId;
import gochat.room.RoomKind;
import gochat.room.RoomName;
import gochat.room.RoomSnapshot;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The directory of rooms, made from the states of the rooms.
final class MemoryRooms implements RoomDirectory {
  private static final Comparator<String> UTF_8_ORDER =
      (one, other) -> Arrays.compareUnsigned(one.getBytes(UTF_8), other.getBytes(UTF_8));

  /// The order of their texts and bytes. UUIDs themselves compare as signed numbers.
  private static final Comparator<UUID> BYTE_ORDER = Comparator.comparing(UUID::toString);

  private final MemoryJournal journal;
  private final MemoryHiddenRooms hidden;

  MemoryRooms(MemoryJournal journal, MemoryHiddenRooms hidden) {
    this.journal = journal;
    this.hidden = hidden;
  }

  @Override
  public Optional<Listing> find(RoomId id, UUID user) {
    synchronized (journal) {
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
              room.retention(),
              room.slowMode().intervalMs(),
              room.head(),
              journal.log(id).floor().head(),
              room.members().size(),
              List.copyOf(room.pinned()),
              kind == RoomKind.DIRECT && self != null ? peer(room, user) : null,
              self == null ? null : self.role(),
              self == null ? 0 : self.since(),
              room.mute(user),
              room.ban(user),
              hidden.isHidden(user, id)));
    }
  }

  private static @Nullable Person peer(Room room, UUID user) {
    return room.members().stream()
        .map(Member::person)
        .min(Comparator.comparing(person -> person.user().equals(user)))
        .orElse(null);
  }

  @Override
  public List<Listing> named(String foldedName, int roomsMax, UUID user) {
    synchronized (journal) {
      Stream<Listing> own =
          roomsOf(user, 0, Integer.MAX_VALUE).stream()
              .map(OwnRoom::listing)
              .filter(room -> room.name() != null && room.name().folded().equals(foldedName));
      Stream<Listing> others =
          publicRooms(name -> name.equals(foldedName), user).filter(room -> room.role() == null);
      return Stream.concat(own, others).limit(roomsMax).toList();
    }
  }

  @Override
  public List<Listing> publicRooms(String afterName, int roomsMax, UUID user) {
    synchronized (journal) {
      return publicRooms(name -> UTF_8_ORDER.compare(name, afterName) > 0, user)
          .limit(roomsMax)
          .toList();
    }
  }

  private Stream<Listing> publicRooms(Predicate<String> isWanted, UUID user) {
    return journal.publicNames().entrySet().stream()
        .filter(room -> isWanted.test(room.getValue().folded()))
        .sorted(Map.Entry.comparingByValue(Comparator.comparing(RoomName::folded, UTF_8_ORDER)))
        .flatMap(room -> find(room.getKey(), user).stream());
  }

  @Override
  public int countOf(UUID user) {
    synchronized (journal) {
      return roomsOf(user, 0, Integer.MAX_VALUE).size();
    }
  }

  @Override
  public boolean isShared(UUID user, UUID other) {
    synchronized (journal) {
      return roomsOf(user, 0, Integer.MAX_VALUE).stream()
          .map(OwnRoom::listing)
          .anyMatch(room ->
              room.kind() != RoomKind.DIRECT
                  && journal.log(room.room()).room().member(other) != null);
    }
  }

  @Override
  public List<OwnRoom> roomsOf(UUID user, long after, int roomsMax) {
    synchronized (journal) {
      Map<RoomId, Room> rooms = new HashMap<>();
      // By the number of the event that made the user a member.
      Map<RoomId, Long> places = new LinkedHashMap<>();
      long place = 0;
      for (MemoryJournal.Fact fact : journal.facts()) {
        place++;
        Room room = rooms.computeIfAbsent(fact.room(), id -> new Room(RoomSnapshot.empty(id)));
        room.apply(fact.entry());
        if (room.member(user) == null) {
          places.remove(fact.room());
        } else {
          places.putIfAbsent(fact.room(), place);
        }
      }
      return places.entrySet().stream()
          .filter(room -> room.getValue() > after)
          .limit(roomsMax)
          .flatMap(room ->
              find(room.getKey(), user).stream().map(own -> new OwnRoom(own, room.getValue())))
          .toList();
    }
  }

  @Override
  public List<Measure> bans(RoomId room, @Nullable UUID after, int measuresMax) {
    synchronized (journal) {
      return page(journal.log(room).room().bans(), after, measuresMax);
    }
  }

  @Override
  public List<Measure> mutes(RoomId room, @Nullable UUID after, int measuresMax) {
    synchronized (journal) {
      return page(journal.log(room).room().mutes(), after, measuresMax);
    }
  }

  private static List<Measure> page(
      Collection<Measure> measures, @Nullable UUID after, int measuresMax) {
    return measures.stream()
        .filter(measure -> after == null || BYTE_ORDER.compare(measure.member().user(), after) > 0)
        .sorted(Comparator.comparing(measure -> measure.member().user(), BYTE_ORDER))
        .limit(measuresMax)
        .toList();
  }

  @Override
  public List<RoomId> roomsWithDueEnds(long nowMs, int roomsMax) {
    synchronized (journal) {
      return journal.facts().stream()
          .map(MemoryJournal.Fact::room)
          .distinct()
          .filter(room -> hasDueEnd(journal.log(room).room(), nowMs))
          .limit(roomsMax)
          .toList();
    }
  }

  private static boolean hasDueEnd(Room room, long nowMs) {
    return Stream.concat(room.bans().stream(), room.mutes().stream())
        .anyMatch(measure -> measure.isDue(nowMs));
  }

  @Override
  public List<ListedMember> members(RoomId room, @Nullable UUID after, int membersMax) {
    synchronized (journal) {
      Room state = journal.log(room).room();
      return state.members().stream()
          .filter(member -> after == null || BYTE_ORDER.compare(member.person().user(), after) > 0)
          .sorted(Comparator.comparing(member -> member.person().user(), BYTE_ORDER))
          .limit(membersMax)
          .map(member -> new ListedMember(member, state.isMuted(member.person().user())))
          .toList();
    }
  }
}
