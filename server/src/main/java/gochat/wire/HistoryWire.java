package gochat.wire;

import gochat.journal.History;
import gochat.journal.History.Page;
import gochat.journal.History.Shown;
import gochat.room.RoomId;
import gochat.v1.Cursor;
import gochat.v1.HistoryEntry;
import gochat.v1.HistoryPage;
import gochat.v1.Pin;
import gochat.v1.PinPage;
import gochat.v1.ReactionCount;
import gochat.v1.ThreadPage;
import java.util.List;

/// Maps pages of history to the v1 API.
public final class HistoryWire {
  private HistoryWire() {}

  /// @param earlier the token of the page before this one, empty for none
  /// @param later that of the page after it
  public static HistoryPage history(
      RoomId room, long epoch, Page page, String earlier, String later) {
    return HistoryPage.newBuilder()
        .addAllEntries(entries(room, epoch, page))
        .setEarlierPageToken(earlier)
        .setLaterPageToken(later)
        .setFloorSeq(page.floor())
        .setAsOf(Cursor.newBuilder().setRoom(room.value()).setEpoch(epoch).setSeq(page.head()))
        .build();
  }

  /// @param next the token of the next page, empty for none
  public static ThreadPage thread(RoomId room, long epoch, Page page, String next) {
    return ThreadPage.newBuilder()
        .addAllEntries(entries(room, epoch, page))
        .setNextPageToken(next)
        .setFloorSeq(page.floor())
        .build();
  }

  /// @param next the token of the next page, empty for none
  public static PinPage pins(RoomId room, long epoch, History.PinPage page, String next) {
    PinPage.Builder response = PinPage.newBuilder();
    page.pins().forEach(pin -> response.addPins(pin(room, epoch, pin)));
    return response.setNextPageToken(next).build();
  }

  private static Pin pin(RoomId room, long epoch, History.Pin pin) {
    Pin.Builder told = Pin.newBuilder().setMessageSeq(pin.seq());
    if (pin.message() != null) {
      told.setMessage(entry(room, epoch, pin.message()));
    }
    if (pin.pinning() != null) {
      told.setAuthor(UserWire.of(pin.pinning().event().author().person()))
          .setTime(TimeWire.of(pin.pinning().event().atMs()));
    }
    return told.build();
  }

  private static List<HistoryEntry> entries(RoomId room, long epoch, Page page) {
    return page.entries().stream().map(shown -> entry(room, epoch, shown)).toList();
  }

  private static HistoryEntry entry(RoomId room, long epoch, Shown shown) {
    HistoryEntry.Builder entry =
        HistoryEntry.newBuilder()
            .setEvent(EventWire.of(room, epoch, shown.entry()))
            .setReplyCount(shown.replies());
    if (shown.editedAtMs() != null) {
      entry.setEditTime(TimeWire.of(shown.editedAtMs()));
    }
    shown
        .reactions()
        .forEach(given ->
            entry.addReactions(
                ReactionCount.newBuilder()
                    .setReaction(given.reaction())
                    .setCount(given.count())
                    .setOwn(given.isOwn())));
    return entry.build();
  }
}
