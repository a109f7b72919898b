package gochat.api;

import com.google.protobuf.Message;
import gochat.error.Failure;
import gochat.error.RefusalKind;
import gochat.journal.Journal;
import gochat.journal.ReadMarkers;
import gochat.journal.ReadMarkers.Unread;
import gochat.journal.RoomDirectory;
import gochat.journal.RoomDirectory.Listing;
import gochat.journal.RoomDirectory.OwnRoom;
import gochat.limit.RequestLimit;
import gochat.room.Command;
import gochat.room.LogEntry;
import gochat.room.Rejection;
import gochat.room.RetentionRule;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.room.RoomKind;
import gochat.session.VisibleRooms;
import gochat.shard.Outcome;
import gochat.v1.CreateRoomRequest;
import gochat.v1.GetRoomRequest;
import gochat.v1.JoinRoomRequest;
import gochat.v1.ListRoomsRequest;
import gochat.v1.Refusal;
import gochat.v1.Room;
import gochat.v1.RoomPage;
import gochat.v1.RoomServiceGrpc;
import gochat.v1.SetRetentionRequest;
import gochat.v1.UpdateRoomRequest;
import gochat.wire.RoomWire;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/// The calls that create, find and change rooms.
final class RoomCalls {
  private static final int PAGE_ROOMS_MAX = RequestLimit.ROOMS_OF_PAGE.standardInt();
  private static final int PAGE_ROOMS = 100;

  /// The user's rooms in one reply, for clients without paging. A room takes at most 1.4 KiB, so
  /// the reply stays below the 4 MiB that a gRPC client accepts.
  private static final int OWN_ROOMS = RequestLimit.OWN_ROOMS.standardInt();

  /// The place of the rooms that always exist.
  private static final long BUILT_IN_PLACE = 0;

  /// The place of the last room of the page before.
  private static final PageToken<Long> OWN = PageToken.ofPosition("own-rooms");

  /// The name of the last room of the page before.
  private static final PageToken<String> PUBLIC =
      new PageToken<>("public-rooms", Function.identity());

  private final RoomDirectory directory;
  private final VisibleRooms visible;
  private final ReadMarkers markers;
  private final RoomFinder rooms;
  private final RoomCommands commands;
  private final RoomQuotas quotas;
  private final Journal journal;

  RoomCalls(
      VisibleRooms visible,
      ReadMarkers markers,
      RoomFinder rooms,
      RoomCommands commands,
      RoomQuotas quotas,
      Journal journal) {
    directory = visible.directory();
    this.visible = visible;
    this.markers = markers;
    this.rooms = rooms;
    this.commands = commands;
    this.quotas = quotas;
    this.journal = journal;
  }

  List<Call<?, ?>> all() {
    return List.of(
        Call.change(RoomServiceGrpc.getCreateRoomMethod(), this::create),
        Call.of(RoomServiceGrpc.getGetRoomMethod(), this::get),
        Call.of(RoomServiceGrpc.getListRoomsMethod(), this::list),
        Call.change(RoomServiceGrpc.getUpdateRoomMethod(), this::update),
        Call.change(RoomServiceGrpc.getSetRetentionMethod(), this::setRetention),
        Call.change(
            RoomServiceGrpc.getSetSlowModeMethod(),
            (caller, request) ->
                change(
                    request,
                    rooms.require(caller, request.getRoom()),
                    new Command.SetSlowMode(
                        caller.author(), Arguments.slowModeMs(request.getIntervalSeconds())))),
        Call.change(RoomServiceGrpc.getJoinRoomMethod(), this::join),
        Call.change(
            RoomServiceGrpc.getLeaveRoomMethod(),
            (caller, request) ->
                change(
                    request,
                    rooms.require(caller, request.getRoom()),
                    new Command.Leave(caller.author()))));
  }

  private Resolved<Message> change(Message request, RoomId room, Command command) {
    return commands.change(request, room, command, commands.changed(room));
  }

  private Resolved<Message> create(Caller caller, CreateRoomRequest request) {
    RoomKind kind =
        switch (request.getKind()) {
          case ROOM_KIND_PUBLIC -> RoomKind.PUBLIC;
          case ROOM_KIND_PRIVATE -> RoomKind.PRIVATE;
          case ROOM_KIND_UNSPECIFIED,
              ROOM_KIND_LOBBY,
              ROOM_KIND_DIRECT,
              ROOM_KIND_AUDIT,
              UNRECOGNIZED ->
              throw Failure.invalid(
                  "kind",
                  Arguments.shown(request.getKind(), request.getKindValue()),
                  "ROOM_KIND_PUBLIC or ROOM_KIND_PRIVATE");
        };
    Command.Create create =
        new Command.Create(
            caller.author(), kind, RoomFinder.name(request.getName()), request.getTopic());
    UUID id =
        request.getRequestId().isEmpty()
            ? UUID.randomUUID()
            : Arguments.uuid("request_id", request.getRequestId());
    RoomId room = RoomId.ofRequest(caller.id(), id);
    List<LogEntry> first = journal.read(room, 0, 1, Integer.MAX_VALUE);
    if (!first.isEmpty() && first.getFirst().event() instanceof RoomEvent.Created created) {
      return new Resolved.Answer<>(
          created.isOf(create)
              ? commands.changed(room).apply(1)
              : Rejections.refusal(RefusalKind.CONFLICT, Rejection.ID_CONFLICT));
    }
    Refusal refusal = quotas.make(caller);
    return refusal == null
        ? commands.change(room, create, outcome -> created(outcome, request, room))
        : new Resolved.Answer<>(refusal);
  }

  private Message created(Outcome outcome, CreateRoomRequest request, RoomId room) {
    if (outcome.equals(new Outcome.Rejected(Rejection.NOT_ALLOWED))) {
      // The same request came a moment ago, and has created the room meanwhile. A repetition finds
      // it.
      throw Failures.outcomeUnknown();
    }
    return commands.answer(outcome, request, commands.changed(room), Failures::outcomeUnknown);
  }

  private Resolved<Message> join(Caller caller, JoinRoomRequest request) {
    Refusal refusal = quotas.join(caller);
    return refusal == null
        ? change(
            request,
            rooms.requireToJoin(caller, request.getRoom()),
            new Command.Join(caller.author()))
        : new Resolved.Answer<>(refusal);
  }

  private Message get(Caller caller, GetRoomRequest request) {
    return rooms.read(
        caller, request.getRoom(), listing -> withUnread(caller, List.of(listing)).getFirst());
  }

  private Message list(Caller caller, ListRoomsRequest request) {
    return switch (request.getScope()) {
      case ROOM_SCOPE_UNSPECIFIED, ROOM_SCOPE_OWN -> listOwn(caller, request);
      case ROOM_SCOPE_PUBLIC -> listPublic(caller, request);
      case UNRECOGNIZED ->
          throw Failure.invalid(
              "scope", request.getScopeValue(), "ROOM_SCOPE_OWN or ROOM_SCOPE_PUBLIC");
    };
  }

  private Message listOwn(Caller caller, ListRoomsRequest request) {
    int size = Arguments.pageSize(request.getPageSize(), PAGE_ROOMS_MAX, OWN_ROOMS);
    List<OwnRoom> page = new ArrayList<>();
    Optional<Long> after = OWN.place(request.getPageToken());
    // The lobby and the audit log come before all others.
    if (after.isEmpty()) {
      for (RoomId builtIn : List.of(RoomId.LOBBY, RoomId.AUDIT)) {
        visible
            .readable(caller.user(), builtIn)
            .ifPresent(room -> page.add(new OwnRoom(room, BUILT_IN_PLACE)));
      }
    }
    List<OwnRoom> found =
        directory.roomsOf(caller.id(), after.orElse(BUILT_IN_PLACE), size - page.size() + 1);
    boolean isLast = found.size() <= size - page.size();
    page.addAll(isLast ? found : found.subList(0, found.size() - 1));
    List<Listing> shown =
        page.stream()
            .map(OwnRoom::listing)
            .filter(room -> request.getIncludeHidden() || !room.isHidden())
            .toList();
    RoomPage.Builder response = RoomPage.newBuilder();
    response.addAllRooms(withUnread(caller, shown));
    if (!isLast) {
      response.setNextPageToken(OWN.of(page.getLast().place()));
    }
    return response.build();
  }

  private Message listPublic(Caller caller, ListRoomsRequest request) {
    int size = Arguments.pageSize(request.getPageSize(), PAGE_ROOMS_MAX, PAGE_ROOMS);
    String after = PUBLIC.place(request.getPageToken()).orElse("");
    List<Listing> found = directory.publicRooms(after, size + 1, caller.id());
    List<Listing> page = found.subList(0, Math.min(size, found.size()));
    RoomPage.Builder response = RoomPage.newBuilder();
    response.addAllRooms(
        withUnread(
            caller,
            page.stream().filter(room -> visible.isReadable(caller.user(), room)).toList()));
    if (found.size() > size && page.getLast().name() != null) {
      response.setNextPageToken(PUBLIC.of(page.getLast().name().folded()));
    }
    return response.build();
  }

  private List<Room> withUnread(Caller caller, List<Listing> listings) {
    List<RoomId> own = listings.stream().filter(Listing::isMember).map(Listing::room).toList();
    Map<RoomId, Unread> unread = markers.unread(caller.id(), own);
    return listings.stream()
        .map(listing -> RoomWire.of(listing, unread.get(listing.room()), journal.epoch()))
        .toList();
  }

  private Resolved<Message> update(Caller caller, UpdateRoomRequest request) {
    if (!request.hasName() && !request.hasTopic()) {
      throw Failure.invalid("name", "not set, nor is topic", "one of them, or both");
    }
    String topic = request.hasTopic() ? request.getTopic() : null;
    Command command =
        request.hasName()
            ? new Command.Rename(caller.author(), RoomFinder.name(request.getName()), topic)
            : new Command.ChangeTopic(caller.author(), request.getTopic());
    return change(request, rooms.require(caller, request.getRoom()), command);
  }

  private Resolved<Message> setRetention(Caller caller, SetRetentionRequest request) {
    RetentionRule rule = Arguments.retention(request.getRetention());
    return change(
        request,
        rooms.require(caller, request.getRoom()),
        new Command.SetRetention(caller.author(), rule));
  }
}
