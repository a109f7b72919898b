package gochat.client.v1;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.client.v1.Positions.Progress;
import gochat.client.v1.Positions.Verdict;
import gochat.v1.Cursor;
import gochat.v1.Event;
import gochat.v1.Gap;
import gochat.v1.Heartbeat;
import gochat.v1.MessagePosted;
import gochat.v1.Reset;
import gochat.v1.Room;
import gochat.v1.RoomCaughtUp;
import gochat.v1.RoomFollowed;
import gochat.v1.RoomUnfollowed;
import gochat.v1.ServerFrame;
import gochat.v1.UnfollowReason;
import gochat.v1.User;
import java.util.List;
import org.junit.jupiter.api.Test;

class PositionsTest {
  private final Positions positions = new Positions(List.of(cursor("kept", 7, 10)));

  private static Cursor cursor(String room, long epoch, long seq) {
    return Cursor.newBuilder().setRoom(room).setEpoch(epoch).setSeq(seq).build();
  }

  private static ServerFrame event(String room, long seq) {
    return event(room, 7, seq);
  }

  private static ServerFrame event(String room, long epoch, long seq) {
    return ServerFrame.newBuilder()
        .setEvent(
            Event.newBuilder()
                .setRoomId(room)
                .setEpoch(epoch)
                .setSeq(seq)
                .setAuthor(User.newBuilder().setId("author"))
                .setMessagePosted(MessagePosted.newBuilder().setText("message " + seq)))
        .build();
  }

  private static ServerFrame followed(String room, long epoch, long seq) {
    return ServerFrame.newBuilder()
        .setRoomFollowed(
            RoomFollowed.newBuilder()
                .setRoom(Room.newBuilder().setRoomId(room).setEpoch(epoch))
                .setSeq(seq))
        .build();
  }

  private static ServerFrame unfollowed(String room) {
    return ServerFrame.newBuilder()
        .setRoomUnfollowed(
            RoomUnfollowed.newBuilder()
                .setRoomId(room)
                .setReason(UnfollowReason.UNFOLLOW_REASON_KICKED))
        .build();
  }

  private static ServerFrame gap(String room, long from, long to) {
    return ServerFrame.newBuilder()
        .setGap(Gap.newBuilder().setRoomId(room).setEpoch(7).setFromSeq(from).setToSeq(to))
        .build();
  }

  private static ServerFrame reset(String room, long epoch) {
    return ServerFrame.newBuilder()
        .setReset(Reset.newBuilder().setRoomId(room).setEpoch(epoch))
        .build();
  }

  private static ServerFrame caughtUp(String room, long seq) {
    return ServerFrame.newBuilder()
        .setRoomCaughtUp(RoomCaughtUp.newBuilder().setRoomId(room).setEpoch(7).setSeq(seq))
        .build();
  }

  private void assertDelivered(ServerFrame frame, long epoch, long seq) {
    assertThat(positions.take(frame))
        .isInstanceOfSatisfying(
            Verdict.Deliver.class,
            deliver ->
                assertThat(deliver.progress())
                    .isInstanceOfSatisfying(
                        Progress.UpTo.class,
                        upTo -> {
                          assertThat(upTo.cursor().getEpoch()).isEqualTo(epoch);
                          assertThat(upTo.cursor().getSeq()).isEqualTo(seq);
                        }));
  }

  private void assertSkipped(ServerFrame frame) {
    assertThat(positions.take(frame)).isInstanceOf(Verdict.Skip.class);
  }

  private void assertBroken(ServerFrame frame, String sentence) {
    assertThat(positions.take(frame)).isEqualTo(new Verdict.Broken(sentence));
  }

  @Test
  void theNextEventIsDelivered() {
    assertDelivered(event("kept", 11), 7, 11);
    assertDelivered(event("kept", 12), 7, 12);
    assertThat(positions.cursors()).containsExactly(cursor("kept", 7, 12));
  }

  @Test
  void aDeliveredEventIsSkipped() {
    assertSkipped(event("kept", 10));
    assertDelivered(event("kept", 11), 7, 11);
    assertSkipped(event("kept", 11));
    assertSkipped(event("kept", 1));
  }

  @Test
  void aMissingEventIsDetectedAndMovesNoCursor() {
    assertBroken(event("kept", 13), "events 11 to 12 of room kept are missing");
    assertThat(positions.cursors()).containsExactly(cursor("kept", 7, 10));
  }

  @Test
  void aMissingEventAtTheEndOfACatchUpIsDetected() {
    assertBroken(caughtUp("kept", 12), "events 11 to 12 of room kept are missing");
  }

  @Test
  void anAnnouncedGapIsNoMissingEvent() {
    assertDelivered(gap("kept", 11, 20), 7, 20);
    assertDelivered(event("kept", 21), 7, 21);
  }

  @Test
  void aGapThatBeginsTooLateMissesEvents() {
    assertBroken(gap("kept", 12, 20), "events 11 to 11 of room kept are missing");
  }

  @Test
  void aGapCoversOnlyUndeliveredEvents() {
    assertSkipped(gap("kept", 3, 9));
    assertThat(positions.take(gap("kept", 3, 15)))
        .extracting("event")
        .extracting("fromSeq", "toSeq")
        .containsExactly(11L, 15L);
  }

  @Test
  void aRoomWithoutACursorBeginsAtTheServersPosition() {
    assertDelivered(followed("new", 3, 50), 3, 50);
    assertDelivered(event("new", 3, 51), 3, 51);
  }

  @Test
  void aServerThatContinuesTooLateIsDetected() {
    assertDelivered(followed("kept", 7, 20), 7, 10);
    assertBroken(event("kept", 21), "events 11 to 20 of room kept are missing");
  }

  @Test
  void eventsOfAServerThatContinuesTooEarlyAreSkipped() {
    assertDelivered(followed("kept", 7, 5), 7, 10);
    assertSkipped(event("kept", 6));
    assertDelivered(event("kept", 11), 7, 11);
  }

  @Test
  void aCursorWithoutAnEpochGetsThatOfTheServer() {
    Positions fresh = new Positions(List.of(cursor("lobby", 0, 0)));
    fresh.take(followed("lobby", 9, 0));
    assertThat(fresh.cursors()).containsExactly(cursor("lobby", 9, 0));
  }

  @Test
  void afterAResetTheEventsComeFromTheFirstOn() {
    assertDelivered(reset("kept", 8), 8, 0);
    assertDelivered(followed("kept", 8, 0), 8, 0);
    assertDelivered(event("kept", 8, 1), 8, 1);
  }

  @Test
  void anotherLogWithoutAResetIsReadFromItsBeginning() {
    assertDelivered(followed("kept", 8, 4), 8, 0);
    assertBroken(event("kept", 8, 5), "events 1 to 4 of room kept are missing");
  }

  @Test
  void aRoomThatIsNotFollowedAnyMoreIsForgotten() {
    assertThat(positions.take(unfollowed("kept")))
        .extracting("progress")
        .isEqualTo(new Progress.Forgotten("kept"));
    assertThat(positions.cursors()).isEmpty();
    assertDelivered(followed("kept", 7, 40), 7, 40);
  }

  @Test
  void aRoomThatWasRequestedByANameAndDoesNotExistIsForgotten() {
    Positions named = new Positions(List.of(cursor("#gone", 0, 0)));
    ServerFrame frame =
        ServerFrame.newBuilder()
            .setRoomUnfollowed(
                RoomUnfollowed.newBuilder()
                    .setRoom("#gone")
                    .setReason(UnfollowReason.UNFOLLOW_REASON_NOT_FOUND))
            .build();
    assertThat(named.take(frame)).extracting("progress").isEqualTo(new Progress.Forgotten("#gone"));
    assertThat(named.cursors()).isEmpty();
  }

  @Test
  void anEventOfAnUnknownRoomIsAnError() {
    String sentence = "a frame is about room x in epoch 7, which is not followed";
    assertBroken(event("x", 1), sentence);
    assertBroken(gap("x", 1, 2), sentence);
    assertBroken(caughtUp("x", 0), sentence);
  }

  @Test
  void anEventOfAnotherLogIsAnError() {
    assertBroken(
        event("kept", 8, 11), "a frame is about room kept in epoch 8, which is not followed");
    assertThat(positions.cursors()).containsExactly(cursor("kept", 7, 10));
  }

  @Test
  void heartbeatsAndUnknownFramesAreSkipped() {
    assertSkipped(ServerFrame.newBuilder().setHeartbeat(Heartbeat.getDefaultInstance()).build());
    assertSkipped(ServerFrame.getDefaultInstance());
  }

  @Test
  void theUsersOwnEventsAreMarked() {
    positions.selfIs("author");
    assertThat(positions.take(event("kept", 11))).extracting("event.isOwn").isEqualTo(true);
    positions.selfIs("somebody else");
    assertThat(positions.take(event("kept", 12))).extracting("event.isOwn").isEqualTo(false);
  }
}
