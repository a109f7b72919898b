package gochat.transfer;

import static java.util.Objects.requireNonNull;

import gochat.account.Accounts;
import gochat.account.User;
import gochat.journal.Journal;
import gochat.journal.StoredEvent;
import gochat.journal.StoredLogs;
import gochat.journal.StoredLogs.Beginning;
import gochat.pause.Rest;
import gochat.room.Author;
import gochat.room.Member;
import gochat.room.RoomId;
import gochat.room.RoomSnapshot;
import gochat.room.Standing;
import gochat.store.Store;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/// Exports rooms: see [ExportLine]. Changes nothing, and needs memory for a page of events, the
/// state of a room, and the ids of all rooms and accounts. Of each room it exports the events up to
/// the head that the room has when its turn comes.
public final class Exporter {
  /// @param rooms the number of rooms
  /// @param events the number of events
  public record Exported(long rooms, long events) {}

  private static final int ROOMS_AT_ONCE = 1_000;
  private static final int PAGE_ENTRIES = 500;
  private static final int PAGE_BYTES = 256 * 1_024;

  private final Store store;
  private final Journal journal;
  private final StoredLogs logs;
  private final Accounts accounts;
  private final Rest rest;
  private final Set<UUID> told = new HashSet<>();

  /// @param rest taken after each page
  public Exporter(Store store, Rest rest) {
    this.store = store;
    journal = store.journal();
    logs = store.logs();
    accounts = store.accounts();
    this.rest = rest;
  }

  /// All rooms that have a log, without the audit log, which belongs to this server.
  public List<RoomId> rooms() {
    List<RoomId> rooms = new ArrayList<>();
    List<RoomId> page = store.verification().rooms(null, ROOMS_AT_ONCE);
    while (!page.isEmpty()) {
      page.stream()
          .filter(room -> !room.equals(RoomId.AUDIT) && journal.head(room) > 0)
          .forEach(rooms::add);
      rest.take();
      page = store.verification().rooms(page.getLast(), ROOMS_AT_ONCE);
    }
    return rooms;
  }

  /// Exports rooms in this order.
  ///
  /// @param server the version of this server
  /// @throws IOException when `out` can't be written, or events were removed meanwhile
  public Exported export(List<RoomId> rooms, String server, Instant now, Writer out)
      throws IOException {
    ExportWriter to = new ExportWriter(out);
    to.write(new ExportLine.Start(ExportLine.VERSION, server, now, journal.epoch(), rooms.size()));
    for (RoomId room : rooms) {
      export(room, to);
    }
    ExportLine.End end = to.end();
    return new Exported(end.rooms(), end.events());
  }

  private void export(RoomId room, ExportWriter to) throws IOException {
    // In this order: the head is never below a floor that was read before it.
    Beginning beginning = logs.beginning(room);
    RoomSnapshot state = requireNonNull(journal.load(List.of(room)).get(room));
    tell(state.members().stream().map(Member::person).map(person -> person.user()), to);
    to.write(new ExportLine.Room(room, state, beginning, store.retention().of(room)));
    long seq = beginning.state().head();
    while (seq < state.head()) {
      List<StoredEvent> page = page(room, seq, state.head());
      tell(
          page.stream()
              .map(stored -> stored.event().author())
              .filter(author -> author.standing() != Standing.GUEST)
              .map(Author::user),
          to);
      for (StoredEvent stored : page) {
        to.write(new ExportLine.Event(room, stored));
      }
      seq = page.getLast().seq();
      rest.take();
    }
  }

  /// The next events up to `head`, at least one.
  private List<StoredEvent> page(RoomId room, long after, long head) throws IOException {
    List<StoredEvent> page =
        logs.read(room, after, PAGE_ENTRIES, PAGE_BYTES).stream()
            .filter(stored -> stored.seq() <= head)
            .toList();
    if (page.isEmpty() || page.getFirst().seq() != after + 1) {
      throw new IOException(
          "room %s: event %d was removed while the room was exported; export again"
              .formatted(room.value(), after + 1));
    }
    return page;
  }

  /// Tells of the accounts among `users` that were not told of yet.
  private void tell(Stream<UUID> users, ExportWriter to) throws IOException {
    List<UUID> fresh = users.filter(told::add).toList();
    if (!fresh.isEmpty()) {
      List<User> found =
          accounts.find(fresh, List.of()).stream()
              .filter(user -> user.kind().hasAccount())
              .sorted(Comparator.comparing(User::id))
              .toList();
      for (User user : found) {
        to.write(new ExportLine.Account(user.id(), user.name().toString(), user.kind()));
      }
    }
  }
}
