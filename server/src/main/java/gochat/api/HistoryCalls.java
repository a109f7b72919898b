package gochat.api;

import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import gochat.error.Failure;
import gochat.journal.History;
import gochat.journal.History.Anchor;
import gochat.journal.History.Page;
import gochat.journal.History.PinPage;
import gochat.journal.ReadMarkers;
import gochat.limit.RequestLimit;
import gochat.limit.RoomLimit;
import gochat.session.Online;
import gochat.v1.ListHistoryRequest;
import gochat.v1.ListPinsRequest;
import gochat.v1.ListThreadRequest;
import gochat.v1.MarkReadRequest;
import gochat.v1.MarkedRead;
import gochat.v1.MessageServiceGrpc;
import gochat.wire.HistoryWire;
import gochat.wire.TimeWire;
import java.util.List;
import java.util.function.LongSupplier;

/// The calls that read history and move read markers.
final class HistoryCalls {
  private static final int PAGE_ENTRIES_MAX = RequestLimit.ENTRIES_OF_PAGE.standardInt();
  private static final int PAGE_ENTRIES = 50;

  /// The bytes of a page without its first entry. With the longest first text, a page still fits
  /// the limit of gRPC clients.
  private static final int PAGE_BYTES_MAX = RequestLimit.PAGE_BYTES.standardInt();

  /// The years 1 to 9999.
  private static final long TIME_SECONDS_MIN = -62_135_596_800L;

  private static final long TIME_SECONDS_MAX = 253_402_300_799L;
  private static final int NANOS_MAX = 999_999_999;

  private static final int PINS_MAX = RoomLimit.PINS.standardInt();

  private static final PageToken<HistoryPlace> HISTORY =
      new PageToken<>("history", HistoryPlace::parse);

  /// The seq of the last reply of the page before.
  private static final PageToken<Long> THREAD = PageToken.ofPosition("thread");

  /// The seq of the event that pinned the last message of the page before.
  private static final PageToken<Long> PINS = PageToken.ofPosition("pins");

  /// Where a page of a room's history lies.
  private record HistoryPlace(boolean isBefore, long seq) {
    private static final String BEFORE = "before ";
    private static final String AFTER = "after ";

    /// The place before a page. An empty page with earlier entries is the end of the log.
    static HistoryPlace before(Page page) {
      return new HistoryPlace(
          true,
          page.entries().isEmpty() ? page.head() + 1 : page.entries().getFirst().entry().seq());
    }

    /// The place after a page. An empty page with later entries is the beginning of the log.
    static HistoryPlace after(Page page) {
      return new HistoryPlace(
          false, page.entries().isEmpty() ? 0 : page.entries().getLast().entry().seq());
    }

    static HistoryPlace parse(String text) {
      boolean isBefore = text.startsWith(BEFORE);
      if (!isBefore && !text.startsWith(AFTER)) {
        throw new IllegalArgumentException("no place");
      }
      return new HistoryPlace(
          isBefore, PageToken.position(text.substring((isBefore ? BEFORE : AFTER).length())));
    }

    Anchor anchor() {
      return isBefore ? new Anchor.Before(seq) : new Anchor.After(seq);
    }

    @Override
    public String toString() {
      return (isBefore ? BEFORE : AFTER) + seq;
    }
  }

  private final RoomFinder rooms;
  private final History history;
  private final ReadMarkers markers;
  private final Online online;
  private final LongSupplier epoch;

  /// @param epoch the current epoch of the logs
  HistoryCalls(
      RoomFinder rooms, History history, ReadMarkers markers, Online online, LongSupplier epoch) {
    this.rooms = rooms;
    this.history = history;
    this.markers = markers;
    this.online = online;
    this.epoch = epoch;
  }

  List<Call<?, ?>> all() {
    return List.of(
        Call.of(MessageServiceGrpc.getListHistoryMethod(), this::list),
        Call.of(MessageServiceGrpc.getListThreadMethod(), this::listThread),
        Call.of(MessageServiceGrpc.getListPinsMethod(), this::listPins),
        Call.of(MessageServiceGrpc.getMarkReadMethod(), this::markRead).asChange());
  }

  private Message list(Caller caller, ListHistoryRequest request) {
    Anchor anchor = anchor(request);
    int size = pageSize(request.getPageSize());
    return rooms.read(
        caller,
        request.getRoom(),
        room -> {
          Page page = history.page(room.room(), anchor, size, PAGE_BYTES_MAX, caller.id());
          return HistoryWire.history(
              room.room(),
              epoch.getAsLong(),
              page,
              page.hasEarlier() ? HISTORY.of(HistoryPlace.before(page)) : "",
              page.hasLater() ? HISTORY.of(HistoryPlace.after(page)) : "");
        });
  }

  private static Anchor anchor(ListHistoryRequest request) {
    return switch (request.getAnchorCase()) {
      case ANCHOR_NOT_SET -> new Anchor.End();
      case BEFORE_SEQ -> new Anchor.Before(Arguments.seq("before_seq", request.getBeforeSeq()));
      case AFTER_SEQ -> new Anchor.After(Arguments.position("after_seq", request.getAfterSeq()));
      case AROUND_SEQ -> new Anchor.Around(Arguments.seq("around_seq", request.getAroundSeq()));
      case FROM_TIME -> new Anchor.From(timeMs(request.getFromTime()));
      case PAGE_TOKEN ->
          HISTORY.place(request.getPageToken()).map(HistoryPlace::anchor).orElse(new Anchor.End());
    };
  }

  private static long timeMs(Timestamp time) {
    boolean isValid =
        time.getSeconds() >= TIME_SECONDS_MIN
            && time.getSeconds() <= TIME_SECONDS_MAX
            && time.getNanos() >= 0
            && time.getNanos() <= NANOS_MAX;
    if (!isValid) {
      throw Failure.invalid(
          "from_time",
          "%d s and %d ns".formatted(time.getSeconds(), time.getNanos()),
          "a time in the years 1 to 9999, with 0..%d ns".formatted(NANOS_MAX));
    }
    return TimeWire.toMs(time);
  }

  private static int pageSize(int asked) {
    return Arguments.pageSize(asked, PAGE_ENTRIES_MAX, PAGE_ENTRIES);
  }

  private Message listThread(Caller caller, ListThreadRequest request) {
    long root = Arguments.seq("root_seq", request.getRootSeq());
    long after = THREAD.place(request.getPageToken()).orElse(0L);
    int size = pageSize(request.getPageSize());
    return rooms.read(
        caller,
        request.getRoom(),
        room -> {
          Page page = history.thread(room.room(), root, after, size, PAGE_BYTES_MAX, caller.id());
          String next =
              page.hasLater() && !page.entries().isEmpty()
                  ? THREAD.of(page.entries().getLast().entry().seq())
                  : "";
          return HistoryWire.thread(room.room(), epoch.getAsLong(), page, next);
        });
  }

  private Message listPins(Caller caller, ListPinsRequest request) {
    long before = PINS.place(request.getPageToken()).orElse(Long.MAX_VALUE);
    int size = Arguments.pageSize(request.getPageSize(), PINS_MAX, PINS_MAX);
    return rooms.read(
        caller,
        request.getRoom(),
        room -> {
          PinPage page = history.pins(room.room(), before, size, PAGE_BYTES_MAX, caller.id());
          String next = page.hasMore() ? PINS.of(page.pins().getLast().pinnedAt()) : "";
          return HistoryWire.pins(room.room(), epoch.getAsLong(), page, next);
        });
  }

  private Message markRead(Caller caller, MarkReadRequest request) {
    long seq = Arguments.position("seq", request.getSeq());
    return rooms.read(
        caller,
        request.getRoom(),
        room -> {
          if (seq > room.head()) {
            throw Failure.invalid(
                "seq", seq, "0..%d, the end of the room's log".formatted(room.head()));
          }
          long before = epoch.getAsLong();
          long readSeq = markers.advance(caller.id(), room.room(), seq);
          // Of other logs, streams learn the marker when they open.
          if (epoch.getAsLong() == before) {
            // Also when another device has read further: the caller knows now, perhaps before it
            // hears the signal.
            online.markerMoved(caller.id(), room.room(), before, readSeq, caller.session());
          }
          return MarkedRead.newBuilder().setReadSeq(readSeq).build();
        });
  }
}
