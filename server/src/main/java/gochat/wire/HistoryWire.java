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

  public static HistoryPage history(RoomId room, long epoch, Page page) {
    return HistoryPage.newBuilder()
        .addAllEntries(entries(room, epoch, page))
        .setHasEarlier(page.hasEarlier())
        .setHasLater(page.hasLater())
        .setAsOf(Cursor.newBuilder().setRoom(room.value()).setEpoch(epoch).setSeq(page.head()))
        .build();
  }

  public static ThreadPage thread(RoomId room, long epoch, Page page) {
    return ThreadPage.newBuilder()
        .addAllEntries(entries(room, epoch, page))
        .setHasLater(page.hasLater())
        .build();
  }

  /// The token of a page is the seq of the event before which its pins were made.
  public static PinPage pins(RoomId room, long epoch, History.PinPage page) {
    PinPage.Builder response = PinPage.newBuilder();
    page.pins()
        .forEach(pin ->
            response.addPins(
                Pin.newBuilder()
                    .setMessage(entry(room, epoch, pin.message()))
                    .setAuthor(UserWire.of(pin.pinning().event().author().person()))
                    .setTime(TimeWire.of(pin.pinning().event().atMs()))));
    if (page.hasMore()) {
      response.setNextPageToken(Long.toString(page.pins().getLast().pinning().seq()));
    }
    return response.build();
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
