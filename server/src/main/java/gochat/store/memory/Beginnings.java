package gochat.store.memory;

import static java.util.stream.Collectors.groupingBy;

import gochat.journal.StoredLogs.Beginning;
import gochat.room.Author;
import gochat.room.LogEntry;
import gochat.room.Member;
import gochat.room.Person;
import gochat.room.RoomEvent;
import gochat.room.RoomSnapshot;
import gochat.room.Standing;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Logs that begin at a floor. The backend in memory derives from all events who came when and what
/// was pinned when, so the removed ones are made up from the state at the floor. Stateless.
final class Beginnings {
  private static final Author NOBODY =
      new Author(new UUID(0, 0), new UUID(0, 0), "", Standing.GUEST);

  private Beginnings() {}

  /// Events that lead to the members and pins at the floor. They are never served.
  static List<LogEntry> events(Beginning beginning) {
    RoomSnapshot state = beginning.state();
    Map<Long, List<Member>> arrivals = state.members().stream().collect(groupingBy(Member::since));
    Deque<Long> unpinned = new ArrayDeque<>(state.pinned());
    List<LogEntry> events = new ArrayList<>();
    for (long seq = 1; seq <= state.head(); seq++) {
      List<Member> arrived = arrivals.getOrDefault(seq, List.of());
      long atMs = beginning.latestAtMs();
      RoomEvent event =
          switch (arrived.size()) {
            case 0 ->
                unpinned.isEmpty()
                    ? new RoomEvent.Redacted(NOBODY, atMs, false)
                    : new RoomEvent.Pinned(NOBODY, atMs, unpinned.remove());
            case 1 -> {
              Member member = arrived.getFirst();
              yield new RoomEvent.Joined(NOBODY, atMs, member.person(), member.role());
            }
            default ->
                new RoomEvent.DirectOpened(
                    author(arrived.getFirst().person()), atMs, arrived.getLast().person());
          };
      events.add(new LogEntry(seq, event));
    }
    return events;
  }

  private static Author author(Person person) {
    return new Author(person.user(), NOBODY.session(), person.name(), person.standing());
  }
}
