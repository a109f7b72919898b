package gochat.store.sqlite;

import gochat.journal.History.Anchor;
import gochat.journal.History.Page;
import gochat.journal.History.Pin;
import gochat.journal.History.PinPage;
import gochat.journal.History.Shown;
import gochat.room.RoomId;
import gochat.store.PageBudget;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reads pages of history on one connection, each page on one state of the data: see
/// [Reader#inOneView]. Not thread-safe.
final class PageReader {
  private final LogReader log;
  private final ShownReader shown;
  private final PreparedStatement before;
  private final PreparedStatement from;
  private final PreparedStatement isAnyWithin;
  private final PreparedStatement threadFrom;
  private final PreparedStatement isAnyOfThreadWithin;
  private final PreparedStatement pins;

  /// @param log on the same connection
  PageReader(Statements statements, LogReader log) throws SQLException {
    this.log = log;
    shown = new ShownReader(statements, log);
    String select = "SELECT " + EventRow.COLUMNS + " ";
    String ofThread = "FROM event WHERE thread = ? AND key >= ? AND key < ?";
    before = statements.prepare(select + ShownReader.WITHIN + " ORDER BY key DESC LIMIT ?");
    from = statements.prepare(select + ShownReader.WITHIN + " ORDER BY key LIMIT ?");
    isAnyWithin = statements.prepare("SELECT EXISTS (SELECT 1 " + ShownReader.WITHIN + ")");
    threadFrom = statements.prepare(select + ofThread + " ORDER BY key LIMIT ?");
    isAnyOfThreadWithin = statements.prepare("SELECT EXISTS (SELECT 1 " + ofThread + ")");
    pins =
        statements.prepare(
            select
                + ", pinned, since FROM pin LEFT JOIN event ON key = pinned"
                + " WHERE pinned BETWEEN ? AND ? AND since < ? AND "
                + CheckedTable.PIN.intact("pin")
                + " ORDER BY since DESC");
  }

  Page page(RoomId id, Anchor anchor, int entriesMax, int bytesMax, UUID reader)
      throws SQLException {
    long room = log.roomKey(id);
    long floor = log.floor(room).seq();
    long head = log.head(room).seq();
    PageBudget budget = new PageBudget(bytesMax, true);
    long middle = middle(room, floor, head, anchor);
    List<Shown> entries =
        switch (anchor) {
          case Anchor.End _, Anchor.Before _ -> before(room, middle, entriesMax, budget, reader);
          case Anchor.After _, Anchor.From _ -> from(room, middle, entriesMax, budget, reader);
          case Anchor.Around _ -> around(room, middle, entriesMax, bytesMax, reader);
        };
    long first = EventKey.of(room, 0);
    return new Page(
        floor,
        entries,
        isAny(isAnyWithin, 1, first, start(room, entries, middle)),
        isAny(isAnyWithin, 1, end(room, entries, middle), EventKey.end(room)),
        head);
  }

  /// The key that the page ends before or begins at.
  private long middle(long room, long floor, long head, Anchor anchor) throws SQLException {
    return switch (anchor) {
      case Anchor.End _ -> EventKey.end(room);
      case Anchor.Before(long seq) -> EventKey.nearest(room, seq);
      case Anchor.After(long seq) -> EventKey.nearest(room, seq) + 1;
      case Anchor.Around(long seq) -> EventKey.nearest(room, seq);
      case Anchor.From(long atMs) -> EventKey.of(room, log.firstAt(room, floor, head, atMs));
    };
  }

  private List<Shown> before(long room, long key, int entriesMax, PageBudget budget, UUID reader)
      throws SQLException {
    before.setLong(1, EventKey.of(room, 0));
    before.setLong(2, key);
    before.setInt(3, entriesMax);
    List<Shown> entries = take(before, budget, reader);
    Collections.reverse(entries);
    return entries;
  }

  private List<Shown> from(long room, long key, int entriesMax, PageBudget budget, UUID reader)
      throws SQLException {
    from.setLong(1, key);
    from.setLong(2, EventKey.end(room));
    from.setInt(3, entriesMax);
    return take(from, budget, reader);
  }

  private List<Shown> around(long room, long key, int entriesMax, int bytesMax, UUID reader)
      throws SQLException {
    int earlierMax = entriesMax / 2;
    PageBudget half = new PageBudget(bytesMax / 2, true);
    List<Shown> later = from(room, key, entriesMax - earlierMax, half, reader);
    PageBudget rest = new PageBudget(bytesMax - half.bytesTaken(), later.isEmpty());
    List<Shown> entries = before(room, key, earlierMax, rest, reader);
    entries.addAll(later);
    return entries;
  }

  private List<Shown> take(PreparedStatement query, PageBudget budget, UUID reader)
      throws SQLException {
    List<Shown> entries = new ArrayList<>();
    try (ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        ShownReader.Sized next = shown.shown(log.row(rows), reader);
        if (!budget.takes(next.textBytes())) {
          break;
        }
        entries.add(next.shown());
      }
    }
    return entries;
  }

  Page thread(RoomId id, long root, long after, int entriesMax, int bytesMax, UUID reader)
      throws SQLException {
    long room = log.roomKey(id);
    long middle = EventKey.nearest(room, after) + 1;
    // The seq 0 stands for an impossible root, because no message has it.
    long thread = EventKey.isSeq(root) ? EventKey.of(room, root) : EventKey.of(room, 0);
    threadFrom.setLong(1, thread);
    threadFrom.setLong(2, middle);
    threadFrom.setLong(3, EventKey.end(room));
    threadFrom.setInt(4, entriesMax);
    List<Shown> entries = take(threadFrom, new PageBudget(bytesMax, true), reader);
    isAnyOfThreadWithin.setLong(1, thread);
    long first = EventKey.of(room, 0);
    return new Page(
        log.floor(room).seq(),
        entries,
        isAny(isAnyOfThreadWithin, 2, first, start(room, entries, middle)),
        isAny(isAnyOfThreadWithin, 2, end(room, entries, middle), EventKey.end(room)),
        log.head(room).seq());
  }

  PinPage pins(RoomId id, long before, int entriesMax, int bytesMax, UUID reader)
      throws SQLException {
    long room = log.roomKey(id);
    long floor = log.floor(room).seq();
    pins.setLong(1, EventKey.of(room, 0));
    pins.setLong(2, EventKey.end(room));
    pins.setLong(3, EventKey.nearest(room, before));
    PageBudget budget = new PageBudget(bytesMax, true);
    List<Pin> page = new ArrayList<>();
    try (ResultSet rows = pins.executeQuery()) {
      while (rows.next()) {
        long message = EventKey.seq(rows.getLong(EventRow.COLUMN_COUNT + 1));
        long pinnedAt = EventKey.seq(rows.getLong(EventRow.COLUMN_COUNT + 2));
        ShownReader.@Nullable Sized next =
            message <= floor ? null : shown.shown(log.row(rows), reader);
        int bytes = next == null ? 0 : next.textBytes();
        if (page.size() == entriesMax || !budget.takes(bytes)) {
          return new PinPage(page, true);
        }
        page.add(
            new Pin(
                message,
                pinnedAt,
                next == null ? null : next.shown(),
                pinnedAt <= floor ? null : log.entry(EventKey.of(room, pinnedAt))));
      }
    }
    return new PinPage(page, false);
  }

  private static long start(long room, List<Shown> entries, long middle) {
    return entries.isEmpty() ? middle : EventKey.of(room, entries.getFirst().entry().seq());
  }

  private static long end(long room, List<Shown> entries, long middle) {
    return entries.isEmpty() ? middle : EventKey.of(room, entries.getLast().entry().seq()) + 1;
  }

  /// @param parameter the number of the parameter for `first`; the one for `end` follows
  private static boolean isAny(PreparedStatement query, int parameter, long first, long end)
      throws SQLException {
    query.setLong(parameter, first);
    query.setLong(parameter + 1, end);
    try (ResultSet rows = query.executeQuery()) {
      rows.next();
      return rows.getBoolean(1);
    }
  }
}
