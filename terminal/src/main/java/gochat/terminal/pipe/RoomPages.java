package gochat.terminal.pipe;

import gochat.v1.HistoryEntry;
import gochat.v1.HistoryPage;
import gochat.v1.ListHistoryRequest;
import gochat.v1.ListRoomsRequest;
import gochat.v1.Room;
import gochat.v1.RoomPage;
import gochat.v1.RoomScope;
import java.io.IOException;

/// Reads lists page by page, because they may exceed the memory.
final class RoomPages {
  private static final int PAGE_ROOMS = 500;

  private final PipeChat chat;

  RoomPages(PipeChat chat) {
    this.chat = chat;
  }

  /// Takes one after another.
  @FunctionalInterface
  interface Sink<T> {
    void take(T item) throws Failure, IOException, InterruptedException;
  }

  /// All rooms of the scope, without hidden ones.
  void rooms(RoomScope scope, Sink<Room> sink) throws Failure, IOException, InterruptedException {
    rooms(ListRoomsRequest.newBuilder().setScope(scope), sink);
  }

  /// All rooms of the user, also hidden ones.
  void allOwnRooms(Sink<Room> sink) throws Failure, IOException, InterruptedException {
    rooms(
        ListRoomsRequest.newBuilder().setScope(RoomScope.ROOM_SCOPE_OWN).setIncludeHidden(true),
        sink);
  }

  private void rooms(ListRoomsRequest.Builder request, Sink<Room> sink)
      throws Failure, IOException, InterruptedException {
    request.setPageSize(PAGE_ROOMS);
    String next = "";
    do {
      RoomPage page = chat.await(chat.requests().listRooms(request.setPageToken(next).build()));
      for (Room room : page.getRoomsList()) {
        sink.take(room);
      }
      next = page.getNextPageToken();
    } while (!next.isEmpty());
  }

  /// The entries of the room's history, oldest first, up to the head that `room` has: it ends in a
  /// busy room too.
  void history(Room room, Sink<HistoryEntry> sink)
      throws Failure, IOException, InterruptedException {
    long last = 0;
    ListHistoryRequest.Builder request =
        ListHistoryRequest.newBuilder()
            .setRoom(room.getRoomId())
            .setAfterSeq(0)
            .setPageSize(HistoryCommand.PAGE_ENTRIES);
    boolean hasLater = true;
    while (hasLater && last < room.getHeadSeq()) {
      HistoryPage page = chat.await(chat.requests().listHistory(request.build()));
      for (HistoryEntry entry : page.getEntriesList()) {
        sink.take(entry);
        last = entry.getEvent().getSeq();
      }
      hasLater = !page.getLaterPageToken().isEmpty();
      request.setPageToken(page.getLaterPageToken());
    }
  }
}
