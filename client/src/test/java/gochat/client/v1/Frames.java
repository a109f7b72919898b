package gochat.client.v1;

import gochat.v1.Event;
import gochat.v1.Gap;
import gochat.v1.MessagePosted;
import gochat.v1.Reset;
import gochat.v1.Room;
import gochat.v1.RoomCaughtUp;
import gochat.v1.RoomFollowed;
import gochat.v1.RoomUnfollowed;
import gochat.v1.ServerFrame;
import gochat.v1.UnfollowReason;
import gochat.v1.User;

/// Frames of servers.
final class Frames {
  private Frames() {}

  static ServerFrame event(String room, long seq) {
    return ServerFrame.newBuilder()
        .setEvent(
            Event.newBuilder()
                .setRoomId(room)
                .setSeq(seq)
                .setAuthor(User.newBuilder().setId("author"))
                .setMessagePosted(MessagePosted.newBuilder().setText("message " + seq)))
        .build();
  }

  static ServerFrame followed(String room, long epoch, long seq) {
    return ServerFrame.newBuilder()
        .setRoomFollowed(
            RoomFollowed.newBuilder()
                .setRoom(Room.newBuilder().setRoomId(room).setEpoch(epoch))
                .setSeq(seq))
        .build();
  }

  static ServerFrame unfollowed(String room) {
    return ServerFrame.newBuilder()
        .setRoomUnfollowed(
            RoomUnfollowed.newBuilder()
                .setRoomId(room)
                .setReason(UnfollowReason.UNFOLLOW_REASON_KICKED))
        .build();
  }

  static ServerFrame gap(String room, long from, long to) {
    return ServerFrame.newBuilder()
        .setGap(Gap.newBuilder().setRoomId(room).setFromSeq(from).setToSeq(to))
        .build();
  }

  static ServerFrame reset(String room, long epoch) {
    return ServerFrame.newBuilder()
        .setReset(Reset.newBuilder().setRoomId(room).setEpoch(epoch))
        .build();
  }

  static ServerFrame caughtUp(String room, long seq) {
    return ServerFrame.newBuilder()
        .setRoomCaughtUp(RoomCaughtUp.newBuilder().setRoomId(room).setSeq(seq))
        .build();
  }
}
