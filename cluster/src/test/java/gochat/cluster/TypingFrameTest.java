package gochat.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.account.User;
import gochat.account.UserKind;
import gochat.account.UserName;
import gochat.room.RoomId;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TypingFrameTest {
  /// As long as a name can be.
  private static final UserName NAME = UserName.stored("𠮷".repeat(UserName.CODE_POINTS_MAX));

  @ParameterizedTest
  @EnumSource
  void aFrameIsReadAsItWasWritten(UserKind kind) {
    TypingFrame frame = new TypingFrame(new RoomId("茶室"), new User(UUID.randomUUID(), NAME, kind));

    assertThat(TypingFrame.parse(frame.bytes())).contains(frame);
    assertThat(HeadFrame.parse(frame.bytes())).isEmpty();
  }

  @Test
  void aFrameOfAnotherKindIsPassedOver() {
    User user = new User(UUID.randomUUID(), NAME, UserKind.GUEST);
    byte[] other = new TypingFrame(RoomId.LOBBY, user).bytes();
    other[0]++;

    assertThat(TypingFrame.parse(other)).isEmpty();
    assertThat(TypingFrame.parse(new HeadFrame(RoomId.LOBBY, 1, 1).bytes())).isEmpty();
  }
}
