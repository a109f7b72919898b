package gochat.wire;

import gochat.account.Privacy;
import gochat.account.User;
import gochat.room.LogEntry;
import gochat.room.RoomId;
import gochat.session.Item;
import gochat.v1.CaughtUp;
import gochat.v1.Gap;
import gochat.v1.GapReason;
import gochat.v1.Heartbeat;
import gochat.v1.PrivateMessage;
import gochat.v1.ReadMarker;
import gochat.v1.Reset;
import gochat.v1.RoomCaughtUp;
import gochat.v1.RoomFollowed;
import gochat.v1.RoomHidden;
import gochat.v1.RoomUnfollowed;
import gochat.v1.SelfChanged;
import gochat.v1.ServerFrame;
import gochat.v1.Typing;
import gochat.v1.UnfollowReason;

/// Makes the frames of a v1 stream.
public final class FrameWire {
  /// Shows that the server is alive.
  public static final ServerFrame HEARTBEAT =
      ServerFrame.newBuilder().setHeartbeat(Heartbeat.getDefaultInstance()).build();

  private FrameWire() {}

  /// An event, the same for all followers of the room.
  public static ServerFrame event(RoomId room, long epoch, LogEntry entry) {
    return ServerFrame.newBuilder().setEvent(EventWire.of(room, epoch, entry)).build();
  }

  public static ServerFrame of(Item item) {
    ServerFrame.Builder frame = ServerFrame.newBuilder();
    switch (item) {
      case Item.Event(RoomId room, long epoch, LogEntry entry) ->
          frame.setEvent(EventWire.of(room, epoch, entry));
      case Item.Private message -> frame.setPrivateMessage(privately(message));
      case Item.Followed followed ->
          frame.setRoomFollowed(
              RoomFollowed.newBuilder()
                  .setRoom(RoomWire.of(followed.listing(), followed.unread(), followed.epoch()))
                  .setSeq(followed.after()));
      case Item.Unfollowed unfollowed -> frame.setRoomUnfollowed(of(unfollowed));
      case Item.RoomCaughtUp caughtUp ->
          frame.setRoomCaughtUp(
              RoomCaughtUp.newBuilder()
                  .setRoomId(caughtUp.room().value())
                  .setEpoch(caughtUp.epoch())
                  .setSeq(caughtUp.seq()));
      case Item.CaughtUp _ -> frame.setCaughtUp(CaughtUp.getDefaultInstance());
      case Item.Gap gap ->
          frame.setGap(
              Gap.newBuilder()
                  .setRoomId(gap.room().value())
                  .setEpoch(gap.epoch())
                  .setFromSeq(gap.from())
                  .setToSeq(gap.to())
                  .setReason(reason(gap.cause())));
      case Item.Reset reset ->
          frame.setReset(
              Reset.newBuilder().setRoomId(reset.room().value()).setEpoch(reset.epoch()));
      case Item.MarkerMoved marker ->
          frame.setReadMarker(
              ReadMarker.newBuilder()
                  .setRoomId(marker.room().value())
                  .setEpoch(marker.epoch())
                  .setSeq(marker.seq()));
      case Item.Hidden(RoomId room, boolean isHidden) ->
          frame.setRoomHidden(RoomHidden.newBuilder().setRoomId(room.value()).setHidden(isHidden));
      case Item.PrivacyTold(Privacy privacy) -> frame.setPrivacyState(PrivacyWire.state(privacy));
      case Item.SelfChanged(User user) ->
          frame.setSelfChanged(SelfChanged.newBuilder().setUser(UserWire.of(user)));
      case Item.PresenceChanged changed ->
          frame.setPresence(PresenceWire.of(changed.user(), changed.presence()));
      case Item.Typing typing ->
          frame.setTyping(
              Typing.newBuilder()
                  .setRoomId(typing.room().value())
                  .setUser(UserWire.of(typing.user())));
    }
    return frame.build();
  }

  private static PrivateMessage privately(Item.Private message) {
    PrivateMessage.Builder told =
        PrivateMessage.newBuilder().setId(message.id()).setText(message.text());
    if (message.from() != null) {
      told.setAuthor(UserWire.of(message.from()));
    }
    return told.build();
  }

  private static RoomUnfollowed.Builder of(Item.Unfollowed unfollowed) {
    RoomUnfollowed.Builder told =
        RoomUnfollowed.newBuilder().setReason(reason(unfollowed.reason()));
    if (unfollowed.measure() != null) {
      told.setMeasure(MeasureWire.of(unfollowed.measure()));
    }
    String room = unfollowed.room().value();
    // The name by which a client requested a room that does not exist stands for its id.
    return room.startsWith("#") ? told.setRoom(room) : told.setRoomId(room);
  }

  private static GapReason reason(Item.Gap.Cause cause) {
    return switch (cause) {
      case CATCH_UP_MAX -> GapReason.GAP_REASON_CATCH_UP_MAX;
      case RETENTION -> GapReason.GAP_REASON_RETENTION;
      case DAMAGED -> GapReason.GAP_REASON_DAMAGED;
    };
  }

  private static UnfollowReason reason(Item.Unfollowed.Reason reason) {
    return switch (reason) {
      case LEFT -> UnfollowReason.UNFOLLOW_REASON_LEFT;
      case KICKED -> UnfollowReason.UNFOLLOW_REASON_KICKED;
      case BANNED -> UnfollowReason.UNFOLLOW_REASON_BANNED;
      case NOT_FOUND -> UnfollowReason.UNFOLLOW_REASON_NOT_FOUND;
    };
  }
}
