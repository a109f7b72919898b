package gochat.api;

import com.google.protobuf.Message;
import gochat.error.RefusalKind;
import gochat.journal.RoomDirectory.Listing;
import gochat.presence.PresenceTracker;
import gochat.room.Rejection;
import gochat.room.RoomKind;
import gochat.session.Online;
import gochat.session.Reach;
import gochat.v1.AwayChanged;
import gochat.v1.GetPresenceRequest;
import gochat.v1.PresenceList;
import gochat.v1.PresenceServiceGrpc;
import gochat.v1.SendTypingRequest;
import gochat.v1.SetAwayRequest;
import gochat.v1.TypingSent;
import gochat.wire.PresenceWire;
import java.util.List;

/// The calls about presence and typing, which are never stored.
final class PresenceCalls {
  private final PresenceTracker presenceTracker;
  private final Online online;
  private final RoomFinder rooms;
  private final UserFinder users;
  private final Reach reach;
  private final TypingPace typingPace;

  PresenceCalls(
      PresenceTracker presenceTracker,
      Online online,
      RoomFinder rooms,
      UserFinder users,
      Reach reach,
      TypingPace typingPace) {
    this.presenceTracker = presenceTracker;
    this.online = online;
    this.rooms = rooms;
    this.users = users;
    this.reach = reach;
    this.typingPace = typingPace;
  }

  List<Call<?, ?>> all() {
    return List.of(
        Call.of(PresenceServiceGrpc.getSetAwayMethod(), this::setAway).asChange(),
        Call.of(PresenceServiceGrpc.getGetPresenceMethod(), this::get),
        Call.of(PresenceServiceGrpc.getSendTypingMethod(), this::sendTyping).asChange());
  }

  private Message setAway(Caller caller, SetAwayRequest request) {
    online.setAway(caller.id(), caller.identity().tokenId(), request.getAway());
    return AwayChanged.getDefaultInstance();
  }

  private Message get(Caller caller, GetPresenceRequest request) {
    PresenceList.Builder list = PresenceList.newBuilder();
    users
        .findAll("users", request.getUsersList(), Arguments.USERS_MAX)
        .ids()
        .forEach(user -> list.addPresences(PresenceWire.of(user, presenceTracker.presence(user))));
    return list.build();
  }

  private Message sendTyping(Caller caller, SendTypingRequest request) {
    Listing room = rooms.read(caller, request.getRoom(), listing -> listing);
    if (!room.isMember()) {
      return Rejections.refusal(RefusalKind.NOT_A_MEMBER, Rejection.NOT_A_MEMBER);
    }
    if (room.kind() == RoomKind.AUDIT) {
      return Rejections.refusal(RefusalKind.NOT_ALLOWED, Rejection.SERVER_ONLY);
    }
    if (room.mute() != null) {
      return Rejections.refusal(RefusalKind.MUTED, Rejection.MUTED, room.mute());
    }
    if (room.peer() != null && !reach.mayWrite(caller.id(), room.peer().user())) {
      return Rejections.notReachable(room.peer().name());
    }
    if (typingPace.allows(caller.id(), room.room())) {
      online.typing(room.room(), caller.user());
    }
    return TypingSent.getDefaultInstance();
  }
}
