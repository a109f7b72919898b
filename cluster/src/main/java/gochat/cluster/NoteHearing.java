package gochat.cluster;

import gochat.account.AccountsException;
import gochat.journal.Journal;
import gochat.journal.JournalException;
import gochat.peer.PeerNews;
import gochat.room.LogEntry;
import gochat.store.postgres.Note;
import gochat.store.postgres.Notes;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Passes the notes of all servers on to this one. For any thread; one at a time reads them.
final class NoteHearing {
  private static final Logger log = LoggerFactory.getLogger(NoteHearing.class);

  /// Old notes are removed once in so many readings.
  private static final int READINGS_KEPT = 300;

  private final Notes notes;
  private final Journal journal;
  private final PeerNews news;
  private final OneAtATime reading = new OneAtATime();

  /// What was read and could not be told yet. For the thread that reads.
  private final Queue<Note> untold = new ArrayDeque<>();

  private int readings;
  private volatile long readNanos = System.nanoTime();

  NoteHearing(Notes notes, Journal journal, PeerNews news) {
    this.notes = notes;
    this.journal = journal;
    this.news = news;
  }

  /// Reads what is new, unless another thread does that now. Waits.
  void read() {
    reading.run(this::readNow);
  }

  private void readNow() {
    try {
      untold.addAll(notes.next());
      while (!untold.isEmpty()) {
        tell(untold.element());
        untold.remove();
      }
      readNanos = System.nanoTime();
      if (++readings % READINGS_KEPT == 0) {
        notes.removeOld();
      }
    } catch (JournalException | AccountsException e) {
      log.atDebug().addKeyValue("reason", e.getMessage()).log("the notes can't be read now");
    }
  }

  /// The time since the notes were read last.
  Duration age() {
    return Duration.ofNanos(System.nanoTime() - readNanos);
  }

  private void tell(Note note) {
    switch (note) {
      case Note.Arrived arrived -> news.arrived(arrived.user(), arrived.room(), arrived.seq());
      case Note.Departed departed ->
          entry(departed)
              .ifPresent(entry -> news.departed(departed.user(), departed.room(), entry));
      case Note.TokenEnded ended -> news.tokenEnded(ended.token());
      case Note.KindChanged changed -> news.kindChanged(changed.account());
      case Note.Rewritten rewritten -> news.rewritten(rewritten.room());
    }
  }

  private Optional<LogEntry> entry(Note.Departed departed) {
    try {
      return journal.read(departed.room(), departed.seq() - 1, 1, 1).stream()
          .filter(entry -> entry.seq() == departed.seq())
          .findFirst();
    } catch (JournalException e) {
      if (e.reason() != JournalException.Reason.DAMAGED) {
        throw e;
      }
      // The streams find it damaged themselves. The notes behind it must not wait for ever.
      log.atWarn()
          .addKeyValue("room", departed.room().value())
          .addKeyValue("seq", departed.seq())
          .log("a departure can't be told, because its event is damaged");
      return Optional.empty();
    }
  }
}
