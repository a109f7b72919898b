package gochat.store.memory;

import gochat.journal.History;
import gochat.room.LogEntry;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Pages of history, made by reading whole logs.
final class MemoryHistory implements History {
  private final MemoryJournal journal;

  MemoryHistory(MemoryJournal journal) {
    this.journal = journal;
  }

  @Override
  public Page page(RoomId room, Anchor anchor, int entriesMax, int bytesMax, UUID reader) {
    synchronized (journal) {
      RoomLog log = journal.log(room);
      AllShown all = new AllShown(log.floor().head(), log.head(), shown(log, _ -> true, reader));
      return switch (anchor) {
        case Anchor.End _ -> all.before(Long.MAX_VALUE, entriesMax, bytesMax);
        case Anchor.Before(long seq) -> all.before(seq, entriesMax, bytesMax);
        case Anchor.After(long seq) -> all.after(seq, entriesMax, bytesMax);
        case Anchor.Around(long seq) -> all.around(seq, entriesMax, bytesMax);
        case Anchor.From(long atMs) -> all.after(before(log, atMs), entriesMax, bytesMax);
      };
    }
  }

  /// The seq before the first event at `atMs` or later.
  private static long before(RoomLog log, long atMs) {
    return log.all().stream()
        .filter(entry -> entry.event().atMs() >= atMs)
        .mapToLong(entry -> entry.seq() - 1)
        .findFirst()
        .orElse(log.head());
  }

  @Override
  public Page thread(
      RoomId room, long root, long after, int entriesMax, int bytesMax, UUID reader) {
    synchronized (journal) {
      RoomLog log = journal.log(room);
      return new AllShown(log.floor().head(), log.head(), shown(log, inThread(root), reader))
          .after(after, entriesMax, bytesMax);
    }
  }

  private static Predicate<LogEntry> inThread(long root) {
    return entry ->
        entry.event() instanceof RoomEvent.Posted posted
            && root != 0
            && posted.threadRoot() == root;
  }

  @Override
  public PinPage pins(RoomId room, long before, int entriesMax, int bytesMax, UUID reader) {
    synchronized (journal) {
      RoomLog log = journal.log(room);
      List<Pin> pins =
          log.room().pinned().stream()
              .map(message -> pin(log, message, reader))
              .filter(pin -> pin.pinnedAt() < before)
              .toList()
              .reversed();
      int count =
          AllShown.fitting(
              pins.stream().mapToInt(MemoryHistory::bytes), entriesMax, bytesMax, true);
      return new PinPage(pins.subList(0, count), count < pins.size());
    }
  }

  private static Pin pin(RoomLog log, long message, UUID reader) {
    long floor = log.floor().head();
    LogEntry pinning = pinning(log, message);
    return new Pin(
        message,
        pinning.seq(),
        message <= floor ? null : shown(log, log.entry(message), reader),
        pinning.seq() <= floor ? null : pinning);
  }

  private static int bytes(Pin pin) {
    return pin.message() == null ? 0 : RoomLog.textBytes(pin.message().entry().event());
  }

  private static LogEntry pinning(RoomLog log, long message) {
    return log.all().reversed().stream()
        .filter(entry ->
            entry.event() instanceof RoomEvent.Pinned pinned && pinned.message() == message)
        .findFirst()
        .orElseThrow();
  }

  /// All shown entries of a room, of which a page is a part.
  private record AllShown(long floor, long head, List<Shown> all) {
    Page before(long seq, int entriesMax, int bytesMax) {
      int end = firstFrom(seq);
      return page(end - fitting(all.subList(0, end).reversed(), entriesMax, bytesMax, true), end);
    }

    Page after(long seq, int entriesMax, int bytesMax) {
      int start = firstFrom(seq == Long.MAX_VALUE ? seq : seq + 1);
      return page(
          start, start + fitting(all.subList(start, all.size()), entriesMax, bytesMax, true));
    }

    Page around(long seq, int entriesMax, int bytesMax) {
      int middle = firstFrom(seq);
      List<Shown> later = all.subList(middle, all.size());
      int end = middle + fitting(later, entriesMax - entriesMax / 2, bytesMax / 2, true);
      int bytesLeft = bytesMax - all.subList(middle, end).stream().mapToInt(AllShown::bytes).sum();
      List<Shown> earlier = all.subList(0, middle).reversed();
      int start = middle - fitting(earlier, entriesMax / 2, bytesLeft, end == middle);
      return page(start, end);
    }

    private Page page(int start, int end) {
      return new Page(floor, all.subList(start, end), start > 0, end < all.size(), head);
    }

    private int firstFrom(long seq) {
      return (int) all.stream().filter(shown -> shown.entry().seq() < seq).count();
    }

    private static int fitting(
        List<Shown> entries, int entriesMax, int bytesMax, boolean isFirstFree) {
      return fitting(entries.stream().mapToInt(AllShown::bytes), entriesMax, bytesMax, isFirstFree);
    }

    static int fitting(IntStream sizes, int entriesMax, int bytesMax, boolean isFirstFree) {
      int count = 0;
      long bytes = 0;
      for (int size : sizes.toArray()) {
        bytes += size;
        boolean isFree = isFirstFree && count == 0;
        if (count == entriesMax || (bytes > bytesMax && !isFree)) {
          break;
        }
        count++;
      }
      return count;
    }

    private static int bytes(Shown shown) {
      return RoomLog.textBytes(shown.entry().event());
    }
  }

  /// The entries that history shows and that are wanted, with their changes applied.
  private static List<Shown> shown(RoomLog log, Predicate<LogEntry> isWanted, UUID reader) {
    List<Shown> shown = new ArrayList<>();
    for (LogEntry entry : log.entries()) {
      if (log.isShown(entry.seq()) && isWanted.test(entry)) {
        shown.add(shown(log, entry, reader));
      }
    }
    return shown;
  }

  private static Shown shown(RoomLog log, LogEntry entry, UUID reader) {
    RoomEvent.Edited newest = newestEdit(log, entry.seq());
    int replies = (int) log.entries().stream().filter(inThread(entry.seq())).count();
    return new Shown(
        withNewestText(log, entry),
        newest == null ? null : newest.atMs(),
        reactions(log, entry.seq(), reader),
        replies);
  }

  private static LogEntry withNewestText(RoomLog log, LogEntry entry) {
    RoomEvent.Edited newest = newestEdit(log, entry.seq());
    return entry.event() instanceof RoomEvent.Posted posted && newest != null
        ? new LogEntry(
            entry.seq(),
            new RoomEvent.Posted(
                posted.author(),
                posted.atMs(),
                posted.messageId(),
                newest.text(),
                posted.replyTo(),
                posted.threadRoot(),
                newest.mentions()))
        : entry;
  }

  private static RoomEvent.@Nullable Edited newestEdit(RoomLog log, long message) {
    RoomEvent.Edited newest = null;
    for (LogEntry entry : log.entries()) {
      if (entry.event() instanceof RoomEvent.Edited edited && edited.message() == message) {
        newest = edited;
      }
    }
    return newest;
  }

  private static List<ReactionCount> reactions(RoomLog log, long message, UUID reader) {
    Map<String, ReactionCount> counts = new LinkedHashMap<>();
    for (RoomEvent.ReactionAdded added : log.reactions(message)) {
      counts.merge(
          added.reaction(),
          new ReactionCount(added.reaction(), 1, added.author().user().equals(reader)),
          (one, other) ->
              new ReactionCount(
                  one.reaction(), one.count() + other.count(), one.isOwn() || other.isOwn()));
    }
    return List.copyOf(counts.values());
  }
}
