package gochat.backup;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import gochat.backup.LaterChange.Action;
import gochat.journal.JournalException;
import gochat.room.Author;
import gochat.room.LogEntry;
import gochat.room.Person;
import gochat.room.RetentionRule;
import gochat.room.Role;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.room.RoomSnapshot;
import gochat.store.Store;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Finds the bans, deletions and limits of retention that a copy of the data lacks, in a newer log
/// of which parts may be damaged. Changes neither, and needs memory for one page of events and the
/// state of one room.
public final class LaterChanges {
  private static final int ROOMS_AT_ONCE = 100;
  private static final int PAGE_ENTRIES = 500;
  private static final int PAGE_BYTES = 1 << 20;

  private final Store copy;
  private final Store newer;
  private final Consumer<? super LaterChange> found;

  /// @param found called room by room, in the order of the log
  public LaterChanges(Store copy, Store newer, Consumer<? super LaterChange> found) {
    this.copy = copy;
    this.newer = newer;
    this.found = found;
  }

  /// @throws JournalException when the copy can't be read
  public void find() {
    List<RoomId> page = copy.verification().rooms(null, ROOMS_AT_ONCE);
    while (!page.isEmpty()) {
      // The copy's audit log has the entry of the restore instead, and nothing there can be
      // repeated.
      page.stream()
          .filter(room -> !room.equals(RoomId.AUDIT))
          .forEach(room -> new Comparison(room).run());
      page = copy.verification().rooms(page.getLast(), ROOMS_AT_ONCE);
    }
  }

  /// Empty when the event is not kept any more.
  private static Optional<RoomEvent> event(Store store, RoomId room, long seq) {
    return store.journal().read(room, seq - 1, 1, PAGE_BYTES).stream()
        .filter(entry -> entry.seq() == seq)
        .map(LogEntry::event)
        .findFirst();
  }

  /// One room.
  private final class Comparison {
    private final RoomId room;
    private final RoomSnapshot state;
    private final String name;
    private long position;
    private int entriesMax = PAGE_ENTRIES;

    Comparison(RoomId room) {
      this.room = room;
      state = requireNonNull(copy.journal().load(List.of(room)).get(room));
      name = name();
      position = state.head();
    }

    private String name() {
      if (state.name() != null) {
        return "#" + state.name().shown();
      }
      return room.isDirect()
          ? state.members().stream().map(member -> "@" + member.person().name()).collect(joining())
          : room.value();
    }

    void run() {
      try {
        if (!continues()) {
          found.accept(new LaterChange.OtherLog(name));
          return;
        }
        while (readOn()) {}
      } catch (JournalException e) {
        found.accept(
            new LaterChange.RestUnreadable(name, position + 1, String.valueOf(e.getMessage())));
      }
    }

    /// Whether the last event of the copy stands in the newer log too, as far as can be read.
    private boolean continues() {
      if (position == 0) {
        return true;
      }
      try {
        Optional<RoomEvent> last = event(copy, room, position);
        Optional<RoomEvent> same = event(newer, room, position);
        return newer.journal().head(room) >= position
            && (last.isEmpty() || same.isEmpty() || isSame(last.get(), same.get()));
      } catch (JournalException _) {
        // Later events may be readable.
        return true;
      }
    }

    /// Its text, and the name of its author, may be erased meanwhile.
    private static boolean isSame(RoomEvent one, RoomEvent other) {
      return one.author().session().equals(other.author().session())
          && one.author().user().equals(other.author().user())
          && one.atMs() == other.atMs();
    }

    /// Reads a page, or passes over a damaged event.
    ///
    /// @return false at the end
    private boolean readOn() {
      List<LogEntry> page;
      try {
        page = newer.journal().read(room, position, entriesMax, PAGE_BYTES);
      } catch (JournalException e) {
        if (entriesMax > 1) {
          // Events one by one, up to the one that can't be read.
          entriesMax = 1;
        } else {
          passOver(e);
        }
        return true;
      }
      page.forEach(this::take);
      return !page.isEmpty();
    }

    private void passOver(JournalException failure) {
      if (failure.reason() != JournalException.Reason.DAMAGED) {
        throw failure;
      }
      long damaged = newer.verification().nextSeq(room, position);
      if (damaged <= position) {
        throw failure;
      }
      found.accept(new LaterChange.Unreadable(name, position + 1, damaged));
      position = damaged;
      entriesMax = PAGE_ENTRIES;
    }

    private void take(LogEntry entry) {
      if (entry.seq() > position + 1) {
        found.accept(new LaterChange.Unreadable(name, position + 1, entry.seq() - 1));
      }
      position = entry.seq();
      RoomEvent event = entry.event();
      switch (event) {
        case RoomEvent.Banned banned -> changed(event, Action.BAN, banned.member());
        case RoomEvent.Unbanned unbanned -> changed(event, Action.UNBAN, unbanned.member());
        case RoomEvent.Kicked kicked -> changed(event, Action.KICK, kicked.member());
        case RoomEvent.Muted muted -> changed(event, Action.MUTE, muted.member());
        case RoomEvent.Unmuted unmuted -> changed(event, Action.UNMUTE, unmuted.member());
        case RoomEvent.RoleChanged(_, _, var member, Role role) ->
            changed(
                event,
                switch (role) {
                  case MEMBER -> Action.MAKE_MEMBER;
                  case MODERATOR -> Action.MAKE_MODERATOR;
                  case OWNER -> Action.MAKE_OWNER;
                },
                member);
        case RoomEvent.Deleted deleted -> deleted(deleted);
        case RoomEvent.TopicChanged(Author by, long atMs, _) ->
            found.accept(
                new LaterChange.TopicReplaced(name, Instant.ofEpochMilli(atMs), by.name()));
        case RoomEvent.RetentionChanged(Author by, long atMs, RetentionRule rule) ->
            found.accept(
                new LaterChange.RetentionChanged(
                    name, Instant.ofEpochMilli(atMs), by.name(), rule));
        case RoomEvent.Audited _,
            RoomEvent.Posted _,
            RoomEvent.Edited _,
            RoomEvent.Redacted _,
            RoomEvent.ReactionAdded _,
            RoomEvent.ReactionRemoved _,
            RoomEvent.Pinned _,
            RoomEvent.Unpinned _,
            RoomEvent.Created _,
            RoomEvent.DirectOpened _,
            RoomEvent.Renamed _,
            RoomEvent.SlowModeChanged _,
            RoomEvent.Joined _,
            RoomEvent.Left _,
            RoomEvent.GuestRegistered _ -> {}
      }
    }

    private void changed(RoomEvent event, Action action, Person member) {
      found.accept(
          new LaterChange.MemberChanged(
              name,
              Instant.ofEpochMilli(event.atMs()),
              event.author().equals(Author.NONE) ? "the server" : event.author().name(),
              action,
              member.name()));
    }

    /// The copy has neither a message that came later, nor the text of one deleted before.
    private void deleted(RoomEvent.Deleted deleted) {
      if (deleted.message() > state.head()) {
        return;
      }
      event(copy, room, deleted.message())
          .filter(RoomEvent.Posted.class::isInstance)
          .ifPresent(message ->
              found.accept(
                  new LaterChange.MessageDeleted(
                      name,
                      Instant.ofEpochMilli(deleted.atMs()),
                      deleted.author().name(),
                      message.author().name(),
                      Instant.ofEpochMilli(message.atMs()))));
    }
  }
}
