package gochat.terminal.chat;

import java.util.HashSet;
import java.util.Set;

/// The messages that are folded: those of blocked users in rooms, unless the user has opened them.
/// Direct conversations have none. Confined to one thread.
public final class Folds {
  private record Place(String roomId, long seq) {}

  private final Set<Place> opened = new HashSet<>();
  private Set<String> blockedIds = Set.of();
  private long version;

  void block(Set<String> userIds) {
    blockedIds = userIds;
    version++;
  }

  public boolean isBlocked(String userId) {
    return blockedIds.contains(userId);
  }

  public boolean isFolded(Room room, Line.Message message) {
    return !room.isDirect()
        && isBlocked(message.author().getId())
        && !opened.contains(new Place(room.id(), message.seq()));
  }

  /// Opens a folded message, or folds it again.
  public void toggle(Room room, Line.Message message) {
    Place place = new Place(room.id(), message.seq());
    if (!opened.remove(place)) {
      opened.add(place);
    }
    version++;
  }

  /// Grows with each change.
  public long version() {
    return version;
  }
}
