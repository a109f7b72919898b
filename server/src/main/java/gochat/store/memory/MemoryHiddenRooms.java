package gochat.store.memory;

import gochat.journal.HiddenRooms;
import gochat.room.Member;
import gochat.room.RoomId;
import gochat.room.RoomKind;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/// Hidden rooms in memory.
final class MemoryHiddenRooms implements HiddenRooms {
  private record Key(UUID user, RoomId room) {}

  /// @param since the seq with which the user became a member; a later membership hides nothing
  private record Hidden(long since, long at) {}

  private final MemoryJournal journal;
  private final Map<Key, Hidden> hidden = new HashMap<>();

  MemoryHiddenRooms(MemoryJournal journal) {
    this.journal = journal;
  }

  @Override
  public boolean set(UUID user, RoomId room, boolean isHidden) {
    synchronized (journal) {
      Member member = journal.log(room).room().member(user);
      if (member == null) {
        return false;
      }
      Key key = new Key(user, room);
      if (isHidden) {
        hidden.put(key, new Hidden(member.since(), journal.head(room)));
      } else {
        hidden.remove(key);
      }
      return true;
    }
  }

  /// To be called with the journal locked.
  boolean isHidden(UUID user, RoomId room) {
    Member member = journal.log(room).room().member(user);
    Hidden own = hidden.get(new Key(user, room));
    return member != null
        && own != null
        && own.since == member.since()
        && (journal.log(room).room().kind() != RoomKind.DIRECT || own.at == journal.head(room));
  }
}
