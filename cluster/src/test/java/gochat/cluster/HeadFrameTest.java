package gochat.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.room.RoomId;
import org.junit.jupiter.api.Test;

class HeadFrameTest {
  private static final HeadFrame FRAME = new HeadFrame(new RoomId("茶室"), 7, Long.MAX_VALUE);

  @Test
  void aFrameIsReadAsItWasWritten() {
    assertThat(HeadFrame.parse(FRAME.bytes())).contains(FRAME);
  }

  @Test
  void aFrameOfAnotherVersionIsPassedOver() {
    byte[] later = FRAME.bytes();
    later[0]++;

    assertThat(HeadFrame.parse(later)).isEmpty();
    assertThat(HeadFrame.parse(new byte[] {later[0]})).isEmpty();
  }

  @Test
  void eachRoomHasASubjectOfItsOwn() {
    assertThat(HeadFrame.subject(FRAME.room()))
        .isEqualTo(HeadFrame.subject(new RoomId("茶室")))
        .isNotEqualTo(HeadFrame.subject(RoomId.LOBBY));
  }
}
