package gochat.verify;

import static java.util.Objects.requireNonNull;

import gochat.journal.Journal;
import gochat.journal.JournalException;
import gochat.pause.Rest;
import gochat.room.LogEntry;
import gochat.room.RoomId;
import gochat.room.RoomSnapshot;
import gochat.store.Defect;
import gochat.store.Defect.Part;
import gochat.store.Store;
import gochat.store.Verification;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// Verifies the logs of rooms, and that the rooms' states follow from them.
final class RoomVerifier {
  private static final int PAGE_ENTRIES = 500;
  private static final int PAGE_BYTES = 1_024 * 1_024;

  private final Journal journal;
  private final Verification verification;
  private final Rest rest;
  private final int tries;
  private final Consumer<? super Defect> found;
  private long events;

  /// @param rest taken after each page of events
  /// @param tries the most replays of a room that changes meanwhile
  RoomVerifier(Store store, Rest rest, int tries, Consumer<? super Defect> found) {
    journal = store.journal();
    verification = store.verification();
    this.rest = rest;
    this.tries = tries;
    this.found = found;
  }

  /// The number of events that were read.
  long events() {
    return events;
  }

  void verify(RoomId room) {
    try {
      Set<Part> differing = differing(room, found);
      for (int done = 1; !differing.isEmpty() && done < tries; done++) {
        // The first replay has found the defects of the log.
        differing = differing(room, _ -> {});
      }
      differing.forEach(part -> found.accept(new Defect.StateDiffers(room, part)));
    } catch (JournalException e) {
      found.accept(new Defect.RoomUnreadable(room, String.valueOf(e.getMessage())));
    }
  }

  /// The parts of the room's state that don't follow from its log.
  private Set<Part> differing(RoomId id, Consumer<? super Defect> found) {
    RoomSnapshot stored = requireNonNull(journal.load(List.of(id)).get(id));
    return replay(id, stored.head(), found).differences(stored);
  }

  /// Replays the log from its floor.
  private RoomReplay replay(RoomId id, long head, Consumer<? super Defect> found) {
    RoomReplay replay = new RoomReplay(id, journal.floor(id), found);
    int entriesMax = PAGE_ENTRIES;
    while (replay.position() < head) {
      try {
        List<LogEntry> page =
            journal.read(id, replay.position(), entriesMax, PAGE_BYTES).stream()
                .filter(entry -> entry.seq() <= head)
                .toList();
        if (page.isEmpty() || page.getFirst().seq() > replay.position() + 1) {
          RoomSnapshot floor = journal.floor(id);
          if (floor.head() > replay.position()) {
            // Events were removed meanwhile.
            replay = new RoomReplay(id, floor, found);
            continue;
          }
        }
        page.forEach(replay::add);
        events += page.size();
        entriesMax = Math.min(2 * entriesMax, PAGE_ENTRIES);
        if (page.isEmpty()) {
          replay.end(head);
        }
      } catch (JournalException e) {
        if (e.reason() != JournalException.Reason.DAMAGED) {
          throw e;
        }
        // One event of the page is damaged; half of the page at a time finds it.
        if (entriesMax > 1) {
          entriesMax /= 2;
        } else {
          replay.addDamaged(verification.nextSeq(id, replay.position()));
        }
      }
      rest.take();
    }
    return replay;
  }
}
