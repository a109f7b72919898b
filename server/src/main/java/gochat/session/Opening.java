package gochat.session;

import static java.util.Objects.requireNonNull;

import gochat.account.Privacy;
import gochat.account.User;
import gochat.journal.ReadMarkers.Unread;
import gochat.journal.RoomDirectory.Listing;
import gochat.journal.RoomDirectory.OwnRoom;
import gochat.limit.RequestLimit;
import gochat.room.RoomId;
import gochat.room.RoomKind;
import gochat.session.FollowWishes.Cursor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/// The data of the store for opening a stream. Read on a thread that may wait.
///
/// @param rooms the rooms to follow, `lobby` first, then `audit`
/// @param refused the wanted rooms that are not followed, or no longer
/// @param privacy of the user, empty when it has changed nothing
record Opening(
    long epoch, List<Followable> rooms, List<Item.Unfollowed> refused, Optional<Privacy> privacy) {
  private static final int PAGE_ROOMS = RequestLimit.ROOMS_AT_ONCE.standardInt();

  /// A room that the user may read.
  record Followable(Listing listing, Unread unread) {
    /// Empty when the room doesn't exist or the user may not read it.
    static Optional<Followable> find(Services services, User user, RoomId room) {
      return services
          .visibleRooms()
          .readable(user, room)
          .map(listing -> of(services, user, List.of(listing)).getFirst());
    }

    private static List<Followable> of(Services services, User user, Collection<Listing> listings) {
      List<RoomId> rooms = listings.stream().map(Listing::room).toList();
      Map<RoomId, Unread> unread = services.markers().unread(user.id(), rooms);
      return listings.stream()
          .map(listing -> new Followable(listing, requireNonNull(unread.get(listing.room()))))
          .toList();
    }
  }

  /// @param isGone whether the stream has ended
  /// @throws CancellationException when the stream ended meanwhile
  static Opening read(Services services, User user, FollowWishes wishes, BooleanSupplier isGone) {
    Map<RoomId, Listing> rooms = new LinkedHashMap<>();
    services
        .directory()
        .find(RoomId.LOBBY, user.id())
        .ifPresent(lobby -> rooms.put(RoomId.LOBBY, lobby));
    services
        .visibleRooms()
        .readable(user, RoomId.AUDIT)
        .ifPresent(audit -> rooms.put(RoomId.AUDIT, audit));
    addOwn(rooms, services, user, isGone);
    Map<RoomId, Item.Unfollowed> refused = new LinkedHashMap<>();
    for (RoomId wished : wishes.rooms()) {
      check(isGone);
      services
          .visibleRooms()
          .readable(user, wished)
          .ifPresentOrElse(
              listing -> rooms.put(wished, listing),
              () -> refused.put(wished, whyGone(services, user, wished)));
    }
    long epoch = services.journal().epoch();
    for (Cursor cursor : wishes.cursors()) {
      check(isGone);
      if (!rooms.containsKey(cursor.room())) {
        refused.computeIfAbsent(cursor.room(), room -> whyGone(services, user, room));
      }
    }
    return new Opening(
        epoch,
        followable(services, user, List.copyOf(rooms.values()), isGone),
        List.copyOf(refused.values()),
        services.privacy().find(user.id()));
  }

  private static void addOwn(
      Map<RoomId, Listing> rooms, Services services, User user, BooleanSupplier isGone) {
    List<OwnRoom> page = services.directory().roomsOf(user.id(), 0, PAGE_ROOMS);
    while (!page.isEmpty()) {
      page.forEach(room -> rooms.put(room.listing().room(), room.listing()));
      check(isGone);
      page = services.directory().roomsOf(user.id(), page.getLast().place(), PAGE_ROOMS);
    }
  }

  private static List<Followable> followable(
      Services services, User user, List<Listing> listings, BooleanSupplier isGone) {
    List<Followable> followable = new ArrayList<>(listings.size());
    for (int from = 0; from < listings.size(); from += PAGE_ROOMS) {
      check(isGone);
      int to = Math.min(from + PAGE_ROOMS, listings.size());
      followable.addAll(Followable.of(services, user, listings.subList(from, to)));
    }
    return followable;
  }

  private static void check(BooleanSupplier isGone) {
    if (isGone.getAsBoolean()) {
      throw new CancellationException("the stream is gone");
    }
  }

  private static Item.Unfollowed whyGone(Services services, User user, RoomId room) {
    return services
        .visibleRooms()
        .known(user, room)
        .filter(listing -> listing.kind() == RoomKind.PUBLIC)
        .map(listing ->
            listing.ban() == null
                ? new Item.Unfollowed(room, Item.Unfollowed.Reason.LEFT)
                : new Item.Unfollowed(room, Item.Unfollowed.Reason.BANNED, listing.ban()))
        .orElse(new Item.Unfollowed(room, Item.Unfollowed.Reason.NOT_FOUND));
  }
}
