package gochat.journal;

import gochat.room.Member;
import gochat.room.Person;
import gochat.room.Role;
import gochat.room.RoomId;
import gochat.room.RoomKind;
import gochat.room.RoomName;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Which rooms there are and who is in them: what [Journal#append] recorded, arranged for search.
///
/// Nobody's rights are checked here. All methods wait for the disk and are for any thread. They
/// throw a [JournalException] when the record can't be read.
public interface RoomDirectory {
  /// A room as one user sees it.
  ///
  /// @param name null for a room without one: `lobby`, a direct conversation
  /// @param memberCount 0 for `lobby`
  /// @param peer the other one of the user's direct conversation, the user itself when it has that
  ///   with itself; null in other rooms
  /// @param role what the user is there, null when it is no member
  /// @param since the seq of the event by which the user became a member, 0 when it is none
  /// @param isHidden whether the user does not want to see it in a list, as [HiddenRooms] says
  record Listing(
      RoomId room,
      RoomKind kind,
      @Nullable RoomName name,
      String topic,
      long head,
      int memberCount,
      @Nullable Person peer,
      @Nullable Role role,
      long since,
      boolean isMuted,
      boolean isBanned,
      boolean isHidden) {
    /// Whether the user may read the log at this moment, and know that there is one.
    public boolean isReadable() {
      return switch (kind) {
        case LOBBY -> true;
        case PUBLIC -> !isBanned;
        case PRIVATE, DIRECT -> isMember();
      };
    }

    /// Everybody is one in `lobby`, which needs no record.
    public boolean isMember() {
      return kind == RoomKind.LOBBY || role != null;
    }
  }

  /// A room of which a user is a member.
  ///
  /// @param place positive, and ascends in the order in which the user became a member of its rooms
  record OwnRoom(Listing listing, long place) {}

  /// @param isMuted whether it may not write
  record ListedMember(Member member, boolean isMuted) {}

  /// The room, empty when there is none; `lobby` is there from the start.
  Optional<Listing> find(RoomId room, UUID user);

  /// The rooms of this name, [RoomName#folded], that `user` may mean: those of which it is a
  /// member, in the order in which it came, then a public one of which it is none.
  List<Listing> named(String foldedName, int roomsMax, UUID user);

  /// The rooms of which `user` is a member, without `lobby`, in the order in which it came, after
  /// the [OwnRoom#place] `after`; 0 for the first.
  List<OwnRoom> roomsOf(UUID user, long after, int roomsMax);

  /// Of how many rooms `user` is a member, without `lobby`.
  int countOf(UUID user);

  /// Public rooms in the order of their folded names, by code points, after `afterName`; "" for the
  /// first.
  List<Listing> publicRooms(String afterName, int roomsMax, UUID user);

  /// Members in the order of their ids as texts, after `after`; null for the first.
  List<ListedMember> members(RoomId room, @Nullable UUID after, int membersMax);
}
