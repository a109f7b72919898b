package gochat.journal;

import gochat.room.Measure;
import gochat.room.Member;
import gochat.room.Person;
import gochat.room.RetentionRule;
import gochat.room.Role;
import gochat.room.RoomId;
import gochat.room.RoomKind;
import gochat.room.RoomName;
import gochat.room.RoomPolicy;
import gochat.room.Standing;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The rooms and their members: what [Journal#append] recorded, arranged for look-ups.
///
/// No method checks rights. All methods may be called by any thread and may wait for the disk. They
/// throw a [JournalException] when the data can't be read.
public interface RoomDirectory {
  /// A room as one user sees it.
  ///
  /// @param name null for a room without a name: `lobby`, `audit`, a direct conversation
  /// @param retention the rule of the room's owners
  /// @param slowModeMs the interval of the room's slow mode, 0 without one
  /// @param floor the seq of the last event that is no longer kept: see [Journal]
  /// @param memberCount 0 for `lobby` and `audit`
  /// @param pinned the seqs of the pinned messages, in the order in which they were pinned
  /// @param peer the other user of the user's direct conversation, the user itself in a
  ///   conversation with itself; null in other rooms
  /// @param role the user's role, null when it is not a member
  /// @param since the seq of the event that made the user a member, 0 when it is not a member
  /// @param mute the user's mute, null for none
  /// @param ban the user's ban, null for none
  /// @param isHidden whether the user has hidden the room: see [HiddenRooms]
  record Listing(
      RoomId room,
      RoomKind kind,
      @Nullable RoomName name,
      String topic,
      RetentionRule retention,
      long slowModeMs,
      long head,
      long floor,
      int memberCount,
      List<Long> pinned,
      @Nullable Person peer,
      @Nullable Role role,
      long since,
      @Nullable Measure mute,
      @Nullable Measure ban,
      boolean isHidden) {
    public Listing {
      pinned = List.copyOf(pinned);
    }

    /// Whether the user may read the log now.
    public boolean isReadable(Standing standing, RoomPolicy policy) {
      return isKnown(standing, policy) && ban == null;
    }

    /// Whether the user may know that the room exists.
    public boolean isKnown(Standing standing, RoomPolicy policy) {
      return policy.reveals(kind, name, standing, isMember());
    }

    /// Whether the user may moderate the room.
    public boolean isModerated(Standing standing) {
      return (standing == Standing.ADMINISTRATOR && kind.isAdministered())
          || (role != null && role != Role.MEMBER);
    }

    /// Whether the user is a member. All users are members of `lobby`, and those who may know of
    /// `audit` of that.
    public boolean isMember() {
      return kind == RoomKind.LOBBY || kind == RoomKind.AUDIT || role != null;
    }
  }

  /// A room that a user is a member of.
  ///
  /// @param place positive; ascends in the order in which the user became a member of its rooms
  record OwnRoom(Listing listing, long place) {}

  /// @param isMuted whether the member can't write
  record ListedMember(Member member, boolean isMuted) {}

  /// Finds a room, as `user` sees it; `lobby` and `audit` always exist.
  Optional<Listing> find(RoomId room, UUID user);

  /// The bans of a room in the order of the users' ids.
  ///
  /// @param after the user before the first one, null for the beginning
  List<Measure> bans(RoomId room, @Nullable UUID after, int measuresMax);

  /// The mutes of a room, as [#bans].
  List<Measure> mutes(RoomId room, @Nullable UUID after, int measuresMax);

  /// Rooms with a ban or a mute whose end has come, and is not recorded yet.
  List<RoomId> roomsWithDueEnds(long nowMs, int roomsMax);

  /// The rooms with this [RoomName#folded] name that `user` can mean: first those that it is a
  /// member of, in the order in which it joined, then a public one.
  List<Listing> named(String foldedName, int roomsMax, UUID user);

  /// The rooms that `user` is a member of, without `lobby`, in the order in which it joined.
  ///
  /// @param after the [OwnRoom#place] before the first room, 0 for the beginning
  List<OwnRoom> roomsOf(UUID user, long after, int roomsMax);

  /// The number of rooms that `user` is a member of, without `lobby`.
  int countOf(UUID user);

  /// Whether a room, without `lobby` and direct conversations, has both as members.
  boolean isShared(UUID user, UUID other);

  /// Public rooms in the order of their folded names, by code points.
  ///
  /// @param afterName the folded name before the first room, "" for the beginning
  List<Listing> publicRooms(String afterName, int roomsMax, UUID user);

  /// Members in the order of their ids as texts.
  ///
  /// @param after the id before the first member, null for the beginning
  List<ListedMember> members(RoomId room, @Nullable UUID after, int membersMax);
}
