package gochat.transfer;

import gochat.journal.StoredEvent;
import gochat.journal.StoredLogs;
import gochat.room.RoomEvent.Posted;
import gochat.room.RoomId;
import gochat.room.RoomName;
import gochat.store.Store;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Logs in which one text is stored as another.
record Forger(StoredLogs logs, String text, String forged) implements StoredLogs {
  /// The store with these logs.
  static Store changing(String text, String forged, Store store) {
    return new Store(
        store.journal(),
        store.history(),
        store.rooms(),
        store.markers(),
        store.hidden(),
        store.retention(),
        store.reports(),
        new Forger(store.logs(), text, forged),
        store.accounts(),
        store.invitations(),
        store.privacy(),
        store.otherServers(),
        store.rows(),
        store.verification(),
        store.backups(),
        store.status(),
        store.servers(),
        store.closing());
  }

  @Override
  public void eraseName(RoomId room, UUID user, List<Long> events) {
    logs.eraseName(room, user, events);
  }

  @Override
  public boolean eraseMemberName(RoomId room, UUID user, List<Long> events) {
    return logs.eraseMemberName(room, user, events);
  }

  @Override
  public Beginning beginning(RoomId room) {
    return logs.beginning(room);
  }

  @Override
  public List<StoredEvent> read(RoomId room, long after, int entriesMax, int bytesMax) {
    return logs.read(room, after, entriesMax, bytesMax);
  }

  @Override
  public boolean begin(RoomId room, Beginning beginning) {
    return logs.begin(room, beginning);
  }

  @Override
  public boolean append(RoomId room, List<StoredEvent> events) {
    return logs.append(room, events.stream().map(this::forge).toList());
  }

  private StoredEvent forge(StoredEvent stored) {
    return stored.event() instanceof Posted posted && posted.text().equals(text)
        ? new StoredEvent(
            stored.seq(),
            new Posted(posted.author(), posted.atMs(), posted.messageId(), forged),
            false)
        : stored;
  }

  @Override
  public Map<RoomId, RoomId> nameHolders(Map<RoomId, RoomName> names) {
    return logs.nameHolders(names);
  }

  @Override
  public boolean setNames(Map<RoomId, RoomName> names) {
    return logs.setNames(names);
  }
}
