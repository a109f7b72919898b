package gochat.presence;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.limit.Holds;
import gochat.presence.Attendance.Availability;
import gochat.presence.Attendance.Presence;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AttendanceTest {
  private static final UUID ALICE = UUID.randomUUID();
  private static final UUID BOB = UUID.randomUUID();
  private static final UUID PHONE = UUID.randomUUID();
  private static final UUID LAPTOP = UUID.randomUUID();
  private static final Presence ONLINE = new Presence(Availability.ONLINE, null);
  private static final Presence AWAY = new Presence(Availability.AWAY, null);

  private long now = 1_000;
  private final Attendance attendance = new Attendance(() -> now);
  private final List<Presence> told = new ArrayList<>();
  private final Attendance.Watcher watcher = (_, presence) -> told.add(presence);

  @Test
  void whoHasNeverBeenHereIsOfflineSinceNobodyKnowsWhen() {
    assertThat(attendance.presence(ALICE)).isEqualTo(new Presence(Availability.OFFLINE, null));
  }

  @Test
  void whoIsHereOnOneOfTwoDevicesIsHere() {
    attendance.arrive(ALICE, PHONE, PHONE);
    attendance.arrive(ALICE, LAPTOP, LAPTOP);

    attendance.leave(ALICE, PHONE);

    assertThat(attendance.presence(ALICE)).isEqualTo(ONLINE);
  }

  @Test
  void whoGoesOnTheLastDeviceWasSeenLastThen() {
    attendance.arrive(ALICE, PHONE, PHONE);
    now = 2_000;

    attendance.leave(ALICE, PHONE);
    now = 3_000;

    assertThat(attendance.presence(ALICE)).isEqualTo(new Presence(Availability.OFFLINE, 2_000L));
  }

  @Test
  @Holds("presence.gone-max")
  void ofOnlySoManyItIsKnownWhenTheyWereHere() {
    attendance.arrive(ALICE, PHONE, PHONE);
    attendance.leave(ALICE, PHONE);
    for (int i = 1; i < 10_000; i++) {
      leaveAtOnce();
    }
    assertThat(attendance.presence(ALICE).lastSeenMs()).isEqualTo(1_000L);

    leaveAtOnce();
    assertThat(attendance.presence(ALICE).lastSeenMs()).isNull();
  }

  private void leaveAtOnce() {
    UUID user = UUID.randomUUID();
    attendance.arrive(user, PHONE, PHONE);
    attendance.leave(user, PHONE);
  }

  @Test
  void aStreamThatClosesTwiceIsCountedOnce() {
    attendance.arrive(ALICE, PHONE, PHONE);
    attendance.arrive(ALICE, LAPTOP, LAPTOP);

    attendance.leave(ALICE, PHONE);
    attendance.leave(ALICE, PHONE);

    assertThat(attendance.presence(ALICE)).isEqualTo(ONLINE);
  }

  @Test
  void whoIsAwayFromAllDevicesIsAway() {
    attendance.arrive(ALICE, PHONE, PHONE);
    attendance.arrive(ALICE, LAPTOP, LAPTOP);

    attendance.setAway(ALICE, PHONE, true);
    assertThat(attendance.presence(ALICE)).isEqualTo(ONLINE);
    attendance.setAway(ALICE, LAPTOP, true);

    assertThat(attendance.presence(ALICE)).isEqualTo(AWAY);
  }

  @Test
  void aWatcherIsToldWhatSomebodyIsAndWhatChangesAndNothingTwice() {
    attendance.watch(watcher, Set.of(ALICE));
    attendance.arrive(ALICE, PHONE, PHONE);
    attendance.arrive(ALICE, LAPTOP, LAPTOP);
    attendance.setAway(ALICE, PHONE, true);
    attendance.leave(ALICE, LAPTOP);

    assertThat(told).containsExactly(new Presence(Availability.OFFLINE, null), ONLINE, AWAY);
  }

  @Test
  void whoIsWatchedStillIsNotToldAgain() {
    attendance.watch(watcher, Set.of(ALICE));

    attendance.watch(watcher, Set.of(ALICE, BOB));

    assertThat(told).hasSize(2);
  }

  @Test
  void nobodyIsToldOfWhomHeDoesNotWatchOrNoLonger() {
    attendance.watch(watcher, Set.of(ALICE));
    attendance.watch(watcher, Set.of());
    told.clear();

    attendance.arrive(ALICE, PHONE, PHONE);
    attendance.arrive(BOB, LAPTOP, LAPTOP);

    assertThat(told).isEmpty();
  }
}
