package gochat.store.postgres;

import gochat.journal.History.Anchor;
import gochat.journal.History.Page;
import gochat.room.RoomId;
import gochat.store.PageBudget;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/// Reads pages of history on one state of the data: first the lengths of the entries, then those
/// that fit. Not thread-safe.
final class PageReader {
  /// A seq beyond all logs, to which one can be added.
  private static final long END = 1L << 62;

  /// The entries that a page is a part of.
  ///
  /// @param condition in SQL on the table `event`, for the room and perhaps the thread
  /// @param parameters the room's key, and perhaps that of the condition
  private record Entries(String condition, List<Object> parameters) {
    static Entries shown(long room) {
      return new Entries("event.room = ? AND shown", List.of(room));
    }

    static Entries ofThread(long room, long root) {
      return new Entries("event.room = ? AND event.thread = ?", List.of(room, root));
    }

    Object room() {
      return parameters.getFirst();
    }
  }

  private record Sized(long seq, int textBytes) {}

  private final Sql sql;
  private final LogReader logs;
  private final ShownReader shown;

  /// @param reader the user whose own reactions are marked
  PageReader(Sql sql, UUID reader) {
    this.sql = sql;
    logs = new LogReader(sql);
    shown = new ShownReader(sql, reader);
  }

  Page page(RoomId id, Anchor anchor, int entriesMax, int bytesMax) throws SQLException {
    LogReader.Log log = logs.log(id);
    Entries all = Entries.shown(log.key());
    long middle = middle(log, anchor);
    PageBudget budget = new PageBudget(bytesMax, true);
    List<Long> seqs =
        switch (anchor) {
          case Anchor.End _, Anchor.Before _ -> before(all, middle, entriesMax, budget);
          case Anchor.After _, Anchor.From _ -> from(all, middle, entriesMax, budget);
          case Anchor.Around _ -> around(all, middle, entriesMax, bytesMax);
        };
    return page(log, all, middle, seqs);
  }

  Page thread(RoomId id, long root, long after, int entriesMax, int bytesMax) throws SQLException {
    LogReader.Log log = logs.log(id);
    Entries all = Entries.ofThread(log.key(), root);
    long middle = clamp(after) + 1;
    List<Long> seqs = from(all, middle, entriesMax, new PageBudget(bytesMax, true));
    return page(log, all, middle, seqs);
  }

  private static long clamp(long seq) {
    return Math.clamp(seq, 0, END);
  }

  /// The seq that the page ends before or begins at.
  private long middle(LogReader.Log log, Anchor anchor) throws SQLException {
    return switch (anchor) {
      case Anchor.End _ -> END;
      case Anchor.Before(long seq) -> clamp(seq);
      case Anchor.After(long seq) -> clamp(seq) + 1;
      case Anchor.Around(long seq) -> clamp(seq);
      case Anchor.From(long atMs) ->
          sql.one(
              row -> row.getLong(1),
              "SELECT first_at(?, ?, ?, ?)",
              log.key(),
              log.floor() + 1,
              log.head() + 1,
              atMs);
    };
  }

  private List<Long> before(Entries all, long end, int entriesMax, PageBudget budget)
      throws SQLException {
    List<Long> seqs = take(all, " AND event.seq < ? ORDER BY seq DESC", end, entriesMax, budget);
    Collections.reverse(seqs);
    return seqs;
  }

  private List<Long> from(Entries all, long first, int entriesMax, PageBudget budget)
      throws SQLException {
    return take(all, " AND event.seq >= ? ORDER BY seq", first, entriesMax, budget);
  }

  private List<Long> around(Entries all, long middle, int entriesMax, int bytesMax)
      throws SQLException {
    int earlierMax = entriesMax / 2;
    PageBudget half = new PageBudget(bytesMax / 2, true);
    List<Long> later = from(all, middle, entriesMax - earlierMax, half);
    PageBudget rest = new PageBudget(bytesMax - half.bytesTaken(), later.isEmpty());
    List<Long> seqs = before(all, middle, earlierMax, rest);
    seqs.addAll(later);
    return seqs;
  }

  private List<Long> take(Entries all, String part, long seq, int entriesMax, PageBudget budget)
      throws SQLException {
    List<Long> seqs = new ArrayList<>();
    for (Sized next :
        sql.all(
            row -> new Sized(row.getLong(1), row.getInt(2)),
            "SELECT event.seq, "
                + ShownReader.TEXT_BYTES
                + " FROM event "
                + ShownReader.NEWEST_EDIT
                + " WHERE "
                + all.condition()
                + part
                + " LIMIT ?",
            parameters(
                Stream.concat(Stream.of(all.room()), all.parameters().stream()),
                seq,
                entriesMax))) {
      if (!budget.takes(next.textBytes())) {
        break;
      }
      seqs.add(next.seq());
    }
    return seqs;
  }

  private Page page(LogReader.Log log, Entries all, long middle, List<Long> seqs)
      throws SQLException {
    return new Page(
        log.floor(),
        shown.read(log.key(), seqs),
        isAny(all, "event.seq < ?", seqs.isEmpty() ? middle : seqs.getFirst()),
        isAny(all, "event.seq >= ?", seqs.isEmpty() ? middle : seqs.getLast() + 1),
        log.head());
  }

  private boolean isAny(Entries all, String part, long seq) throws SQLException {
    return sql.isAny(
        "SELECT FROM event WHERE " + all.condition() + " AND " + part + " LIMIT 1",
        parameters(all.parameters().stream(), seq));
  }

  private static Object[] parameters(Stream<Object> first, Object... others) {
    return Stream.concat(first, Stream.of(others)).toArray();
  }
}
