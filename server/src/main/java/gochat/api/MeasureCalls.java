package gochat.api;

import com.google.protobuf.Message;
import gochat.error.RefusalKind;
import gochat.journal.RoomDirectory;
import gochat.journal.RoomDirectory.Listing;
import gochat.limit.RequestLimit;
import gochat.room.Command;
import gochat.room.Measure;
import gochat.room.Person;
import gochat.room.Rejection;
import gochat.room.RoomId;
import gochat.session.Authors;
import gochat.v1.BanMemberRequest;
import gochat.v1.KickMemberRequest;
import gochat.v1.ListBansRequest;
import gochat.v1.ListMutesRequest;
import gochat.v1.MeasurePage;
import gochat.v1.MuteMemberRequest;
import gochat.v1.RoomServiceGrpc;
import gochat.v1.UnbanMemberRequest;
import gochat.v1.UnmuteMemberRequest;
import gochat.wire.MeasureWire;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The calls by which moderators kick, ban and mute users, and list and lift bans and mutes.
final class MeasureCalls {
  private static final int PAGE_MAX = RequestLimit.MEMBERS_OF_PAGE.standardInt();
  private static final int PAGE = 100;

  /// The user of the last measure of the page before.
  private static final PageToken<UUID> BANS = new PageToken<>("bans", UUID::fromString);

  private static final PageToken<UUID> MUTES = new PageToken<>("mutes", UUID::fromString);

  @FunctionalInterface
  private interface Read {
    List<Measure> page(RoomId room, @Nullable UUID after, int measuresMax);
  }

  private final RoomDirectory directory;
  private final RoomFinder rooms;
  private final UserFinder users;
  private final RoomCommands commands;

  MeasureCalls(RoomDirectory directory, RoomFinder rooms, UserFinder users, RoomCommands commands) {
    this.directory = directory;
    this.rooms = rooms;
    this.users = users;
    this.commands = commands;
  }

  List<Call<?, ?>> all() {
    return List.of(
        Call.change(RoomServiceGrpc.getKickMemberMethod(), this::kick),
        Call.change(RoomServiceGrpc.getBanMemberMethod(), this::ban),
        Call.change(RoomServiceGrpc.getUnbanMemberMethod(), this::unban),
        Call.of(RoomServiceGrpc.getListBansMethod(), this::listBans),
        Call.change(RoomServiceGrpc.getMuteMemberMethod(), this::mute),
        Call.change(RoomServiceGrpc.getUnmuteMemberMethod(), this::unmute),
        Call.of(RoomServiceGrpc.getListMutesMethod(), this::listMutes));
  }

  private Resolved<Message> kick(Caller caller, KickMemberRequest request) {
    String reason = Arguments.reason(request.getReason());
    return change(
        request,
        rooms.require(caller, request.getRoom()),
        request.getUser(),
        user -> new Command.Kick(caller.author(), user, reason));
  }

  private Resolved<Message> ban(Caller caller, BanMemberRequest request) {
    String reason = Arguments.reason(request.getReason());
    long durationMs = request.hasDuration() ? Arguments.durationMs(request.getDuration()) : 0;
    return change(
        request,
        rooms.require(caller, request.getRoom()),
        request.getUser(),
        user -> new Command.Ban(caller.author(), user, reason, durationMs));
  }

  private Resolved<Message> mute(Caller caller, MuteMemberRequest request) {
    String reason = Arguments.reason(request.getReason());
    long durationMs = request.hasDuration() ? Arguments.durationMs(request.getDuration()) : 0;
    return change(
        request,
        rooms.require(caller, request.getRoom()),
        request.getUser(),
        user -> new Command.Mute(caller.author(), user, reason, durationMs));
  }

  private Resolved<Message> unban(Caller caller, UnbanMemberRequest request) {
    return lift(
        caller,
        request,
        request.getRoom(),
        request.getUser(),
        Listing::ban,
        user -> new Command.Unban(caller.author(), user));
  }

  private Resolved<Message> unmute(Caller caller, UnmuteMemberRequest request) {
    return lift(
        caller,
        request,
        request.getRoom(),
        request.getUser(),
        Listing::mute,
        user -> new Command.Unmute(caller.author(), user));
  }

  private Resolved<Message> change(
      Message request, RoomId room, String user, Function<Person, Command> command) {
    return users.concerning(
        user, found -> change(request, room, command.apply(Authors.person(found))));
  }

  private Resolved<Message> change(Message request, RoomId room, Command command) {
    return commands.change(request, room, command, commands.changed(room));
  }

  /// Lifts a measure, also that of a guest who has ended.
  ///
  /// @param measure of the user, in the room as the user sees it
  private Resolved<Message> lift(
      Caller caller,
      Message request,
      String roomReference,
      String user,
      Function<Listing, @Nullable Measure> measure,
      Function<Person, Command> command) {
    RoomId room = rooms.require(caller, roomReference);
    return users
        .find(user)
        .map(Authors::person)
        .or(() ->
            Arguments.parseUuid(user)
                .flatMap(id -> directory.find(room, id))
                .flatMap(listing -> Optional.ofNullable(measure.apply(listing)))
                .map(Measure::member))
        .map(person -> change(request, room, command.apply(person)))
        .orElseGet(() -> new Resolved.Answer<>(Rejections.noSuchUser(user)));
  }

  private Message listBans(Caller caller, ListBansRequest request) {
    return list(
        caller,
        request.getRoom(),
        Arguments.pageSize(request.getPageSize(), PAGE_MAX, PAGE),
        BANS,
        request.getPageToken(),
        directory::bans);
  }

  private Message listMutes(Caller caller, ListMutesRequest request) {
    return list(
        caller,
        request.getRoom(),
        Arguments.pageSize(request.getPageSize(), PAGE_MAX, PAGE),
        MUTES,
        request.getPageToken(),
        directory::mutes);
  }

  private Message list(
      Caller caller, String room, int size, PageToken<UUID> token, String asked, Read read) {
    UUID after = token.place(asked).orElse(null);
    return rooms.read(
        caller,
        room,
        listing ->
            listing.isModerated(caller.author().standing())
                ? page(read.page(listing.room(), after, size + 1), size, token)
                : Rejections.refusal(RefusalKind.NOT_ALLOWED, Rejection.NOT_ALLOWED));
  }

  private Message page(List<Measure> found, int size, PageToken<UUID> token) {
    List<Measure> page = found.subList(0, Math.min(size, found.size()));
    MeasurePage.Builder response = MeasurePage.newBuilder();
    page.forEach(measure -> response.addMeasures(MeasureWire.of(named(measure))));
    if (found.size() > size) {
      response.setNextPageToken(token.of(page.getLast().member().user()));
    }
    return response.build();
  }

  /// An older version has kept no name of some users.
  private Measure named(Measure measure) {
    return measure.by() != null
        ? measure
        : users
            .find(measure.member().user().toString())
            .map(user -> new Measure(Authors.person(user), null, "", 0, 0))
            .orElse(measure);
  }
}
