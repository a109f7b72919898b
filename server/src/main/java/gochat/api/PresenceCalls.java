package gochat.api;

import gochat.error.Failure;
import gochat.error.Reason;
import gochat.journal.RoomDirectory.Listing;
import gochat.presence.PresenceTracker;
import gochat.room.Rejection;
import gochat.session.Online;
import gochat.session.Refusals;
import gochat.v1.GetPresenceRequest;
import gochat.v1.GetPresenceResponse;
import gochat.v1.PresenceServiceGrpc;
import gochat.v1.SendTypingRequest;
import gochat.v1.SendTypingResponse;
import gochat.v1.SetAwayRequest;
import gochat.v1.SetAwayResponse;
import gochat.wire.PresenceWire;
import java.util.List;

/// The calls about presence and typing, which are never stored.
final class PresenceCalls {
  private final PresenceTracker presenceTracker;
  private final Online online;
  private final RoomFinder rooms;
  private final UserFinder users;
  private final TypingPace typingPace;

  PresenceCalls(
      PresenceTracker presenceTracker,
      Online online,
      RoomFinder rooms,
      UserFinder users,
      TypingPace typingPace) {
    this.presenceTracker = presenceTracker;
    this.online = online;
    this.rooms = rooms;
    this.users = users;
    this.typingPace = typingPace;
  }

  List<Call<?, ?>> all() {
    return List.of(
        Call.of(PresenceServiceGrpc.getSetAwayMethod(), this::setAway).asChange(),
        Call.of(PresenceServiceGrpc.getGetPresenceMethod(), this::get),
        Call.of(PresenceServiceGrpc.getSendTypingMethod(), this::sendTyping).asChange());
  }

  private SetAwayResponse setAway(Caller caller, SetAwayRequest request) {
    presenceTracker.setAway(caller.id(), caller.identity().tokenId(), request.getAway());
    return SetAwayResponse.getDefaultInstance();
  }

  private GetPresenceResponse get(Caller caller, GetPresenceRequest request) {
    GetPresenceResponse.Builder response = GetPresenceResponse.newBuilder();
    users
        .known("users", request.getUsersList(), Arguments.USERS_MAX)
        .forEach(
            user -> response.addPresences(PresenceWire.of(user, presenceTracker.presence(user))));
    return response.build();
  }

  private SendTypingResponse sendTyping(Caller caller, SendTypingRequest request) {
    Listing room = rooms.read(caller, request.getRoom(), listing -> listing);
    if (!room.isMember()) {
      throw Failure.of(Reason.NOT_ALLOWED, Refusals.sentence(Rejection.NOT_A_MEMBER));
    }
    if (room.isMuted()) {
      throw Failure.of(Reason.NOT_ALLOWED, Refusals.sentence(Rejection.MUTED));
    }
    if (typingPace.allows(caller.id(), room.room())) {
      online.typing(room.room(), caller.user());
    }
    return SendTypingResponse.getDefaultInstance();
  }
}
