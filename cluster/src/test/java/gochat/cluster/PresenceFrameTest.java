package gochat.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.cluster.PresenceFrame.OfUser;
import gochat.presence.PresenceTracker.Availability;
import gochat.presence.PresenceTracker.Presence;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PresenceFrameTest {
  private static final UUID SERVER = UUID.randomUUID();

  /// What fits into a notification of PostgreSQL.
  private static final int NOTIFICATION_BYTES = 5_900;

  private static OfUser user(Presence presence) {
    return new OfUser(UUID.randomUUID(), presence);
  }

  @Test
  void aMessageIsReadAsItWasWritten() {
    List<PresenceFrame> frames =
        List.of(
            new PresenceFrame.Told(SERVER, 1, List.of()),
            new PresenceFrame.Told(
                SERVER,
                Long.MAX_VALUE,
                List.of(
                    user(new Presence(Availability.ONLINE, null)),
                    user(new Presence(Availability.AWAY, null)),
                    user(new Presence(Availability.OFFLINE, null)),
                    user(new Presence(Availability.OFFLINE, 1_796_000_000_000L)))),
            new PresenceFrame.Wanted(),
            new PresenceFrame.Ended(SERVER, 7));

    assertThat(frames)
        .allSatisfy(frame -> assertThat(PresenceFrame.parse(frame.bytes())).contains(frame));
  }

  @Test
  void theLongestMessageFitsIntoANotification() {
    List<OfUser> users =
        Collections.nCopies(
            PresenceFrame.USERS_MAX, user(new Presence(Availability.OFFLINE, 1_796_000_000_000L)));

    assertThat(new PresenceFrame.Told(SERVER, 1, users).bytes())
        .hasSizeLessThan(NOTIFICATION_BYTES);
  }

  @Test
  void messagesOfLaterVersionsArePassedOver() {
    assertThat(PresenceFrame.parse(new byte[] {100, 1})).isEmpty();
    assertThat(PresenceFrame.parse(new byte[0])).isEmpty();
  }
}
