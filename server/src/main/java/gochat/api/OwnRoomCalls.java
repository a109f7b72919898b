package gochat.api;

import com.google.protobuf.Message;
import gochat.error.RefusalKind;
import gochat.journal.HiddenRooms;
import gochat.journal.RoomDirectory;
import gochat.journal.RoomDirectory.Listing;
import gochat.room.Command;
import gochat.room.RoomId;
import gochat.session.Authors;
import gochat.session.Online;
import gochat.session.Reach;
import gochat.v1.HiddenChanged;
import gochat.v1.OpenDirectRequest;
import gochat.v1.Refusal;
import gochat.v1.RoomServiceGrpc;
import gochat.v1.SetHiddenRequest;
import java.util.List;
import java.util.Optional;

/// The calls that change which rooms a user sees in its list: they open direct conversations, and
/// hide and show rooms.
final class OwnRoomCalls {
  private final RoomDirectory directory;
  private final HiddenRooms hidden;
  private final Online online;
  private final RoomFinder rooms;
  private final UserFinder users;
  private final Reach reach;
  private final RoomCommands commands;

  OwnRoomCalls(
      RoomDirectory directory,
      HiddenRooms hidden,
      Online online,
      RoomFinder rooms,
      UserFinder users,
      Reach reach,
      RoomCommands commands) {
    this.directory = directory;
    this.hidden = hidden;
    this.online = online;
    this.rooms = rooms;
    this.users = users;
    this.reach = reach;
    this.commands = commands;
  }

  List<Call<?, ?>> all() {
    return List.of(
        Call.change(RoomServiceGrpc.getOpenDirectMethod(), this::openDirect),
        Call.of(RoomServiceGrpc.getSetHiddenMethod(), this::setHidden));
  }

  /// A conversation that is there already can be opened always, to read it.
  private Resolved<Message> openDirect(Caller caller, OpenDirectRequest request) {
    return users.concerning(
        request.getUser(),
        peer -> {
          RoomId room = RoomId.direct(caller.id(), peer.id());
          Optional<Listing> former = directory.find(room, caller.id());
          if (former.isEmpty() && !reach.mayWrite(caller.id(), peer.id())) {
            return new Resolved.Answer<>(Rejections.notReachable(peer.name().toString()));
          }
          if (former.filter(Listing::isHidden).isPresent()) {
            var _ = hide(caller, room, false);
          }
          Command open = new Command.OpenDirect(caller.author(), Authors.person(peer));
          return commands.change(request, room, open, commands.changed(room));
        });
  }

  private Message setHidden(Caller caller, SetHiddenRequest request) {
    return rooms.read(
        caller,
        request.getRoom(),
        room ->
            hide(caller, room.room(), request.getHidden())
                ? HiddenChanged.getDefaultInstance()
                : notHidden(room));
  }

  /// @return whether the user is a member
  private boolean hide(Caller caller, RoomId room, boolean isHidden) {
    boolean isMember = hidden.set(caller.id(), room, isHidden);
    if (isMember) {
      online.hidden(caller.id(), room, isHidden, caller.session());
    }
    return isMember;
  }

  private static Refusal notHidden(Listing room) {
    return switch (room.kind()) {
      case LOBBY ->
          RefusalKind.NOT_ALLOWED.refusal("Everybody sees the lobby; it can't be hidden.");
      case AUDIT ->
          RefusalKind.NOT_ALLOWED.refusal(
              "Every administrator sees the audit log; it can't be hidden.");
      case PUBLIC, PRIVATE, DIRECT ->
          RefusalKind.NOT_A_MEMBER.refusal(
              "You are no member of this room, so there is nothing to hide.");
    };
  }
}
