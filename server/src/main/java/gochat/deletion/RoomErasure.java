package gochat.deletion;

import gochat.account.Accounts.DeletedAccount;
import gochat.journal.Journal;
import gochat.journal.JournalException;
import gochat.journal.StoredLogs;
import gochat.limit.QueueLimit;
import gochat.pause.Repetition;
import gochat.pause.Rest;
import gochat.room.Author;
import gochat.room.Command;
import gochat.room.LogEntry;
import gochat.room.RoomId;
import gochat.room.Standing;
import gochat.shard.Outcome;
import gochat.shard.Rooms;
import gochat.shard.Submitter;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/// Erases a deleted account from rooms: its name, and its messages if they go. It waits for the
/// store and for the shards. For one thread.
final class RoomErasure {
  private static final int PAGE_ENTRIES = 500;
  private static final int PAGE_BYTES = 1_024 * 1_024;

  private static final UUID NO_SESSION = new UUID(0, 0);

  private final Journal journal;
  private final StoredLogs logs;
  private final Rooms rooms;
  private final Repetition by;

  /// Taken after each page of events.
  private final Rest rest;

  /// @param by whose close ends the work
  RoomErasure(Journal journal, StoredLogs logs, Rooms rooms, Repetition by) {
    this.journal = journal;
    this.logs = logs;
    this.rooms = rooms;
    this.by = by;
    rest = Rest.asLongAsWork(by);
  }

  /// Erases what there is at this moment.
  ///
  /// @return whether there was something
  /// @throws JournalException when the room can't be read or changed; the erasure goes on next time
  boolean erase(RoomId room, DeletedAccount account) {
    UUID user = account.user().id();
    List<Long> ofMembers = new ArrayList<>();
    boolean isFound = false;
    long last = 0;
    for (List<LogEntry> page = page(room, last); !page.isEmpty(); page = page(room, last)) {
      last = page.getLast().seq();
      Traces traces = Traces.of(user, page);
      if (account.deletion().erasesMessages() && !traces.messages().isEmpty()) {
        eraseMessages(room, user, traces.messages());
        isFound = true;
      }
      if (!traces.named().isEmpty()) {
        logs.eraseName(room, user, traces.named());
        isFound = true;
      }
      ofMembers.addAll(traces.ofMembers());
      rest.take();
    }
    boolean isState = logs.eraseMemberName(room, user, ofMembers);
    return isFound || isState || !ofMembers.isEmpty();
  }

  /// The next events, without those that are damaged: they are not served, and can't be changed.
  private List<LogEntry> page(RoomId room, long after) {
    try {
      return journal.read(room, after, PAGE_ENTRIES, PAGE_BYTES);
    } catch (JournalException e) {
      if (e.reason() != JournalException.Reason.DAMAGED) {
        throw e;
      }
      return pageBehindDamage(room, after);
    }
  }

  private List<LogEntry> pageBehindDamage(RoomId room, long after) {
    long head = journal.head(room);
    for (long seq = after; seq < head; seq++) {
      try {
        return journal.read(room, seq, 1, PAGE_BYTES);
      } catch (JournalException e) {
        if (e.reason() != JournalException.Reason.DAMAGED) {
          throw e;
        }
      }
    }
    return List.of();
  }

  private void eraseMessages(RoomId room, UUID user, List<Long> messages) {
    Author author = new Author(user, NO_SESSION, "", Standing.ACCOUNT);
    for (int from = 0; from < messages.size(); from += QueueLimit.TURN_REQUESTS.standardInt()) {
      int to = Math.min(messages.size(), from + QueueLimit.TURN_REQUESTS.standardInt());
      List<CompletableFuture<Outcome>> outcomes = new ArrayList<>();
      for (long message : messages.subList(from, to)) {
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        Submitter submitter = new Submitter(outcome::complete, () -> {});
        // A full inbox takes it at the next look.
        if (rooms.submit(room, new Command.EraseMessage(author, message), submitter)) {
          outcomes.add(outcome);
        }
      }
      by.await(CompletableFuture.allOf(outcomes.toArray(CompletableFuture[]::new)));
    }
  }
}
