package gochat.presence;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.limit.LimitTable.Holds;
import gochat.presence.PresenceTracker.Availability;
import gochat.presence.PresenceTracker.Presence;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PresenceTrackerTest {
  private static final UUID ALICE = UUID.randomUUID();
  private static final UUID BOB = UUID.randomUUID();
  private static final UUID PHONE = UUID.randomUUID();
  private static final UUID LAPTOP = UUID.randomUUID();
  private static final Presence ONLINE = new Presence(Availability.ONLINE, null);
  private static final Presence AWAY = new Presence(Availability.AWAY, null);

  private long now = 1_000;
  private final PresenceTracker presenceTracker = new PresenceTracker(() -> now);
  private final List<Presence> told = new ArrayList<>();
  private final PresenceTracker.Watcher watcher = (_, presence) -> told.add(presence);

  @Test
  void aUserWhoWasNeverOnlineIsOfflineWithoutATime() {
    assertThat(presenceTracker.presence(ALICE)).isEqualTo(new Presence(Availability.OFFLINE, null));
  }

  @Test
  void aUserWhoIsOnlineOnOneOfTwoDevicesIsOnline() {
    presenceTracker.arrive(ALICE, PHONE, PHONE);
    presenceTracker.arrive(ALICE, LAPTOP, LAPTOP);

    presenceTracker.leave(ALICE, PHONE);

    assertThat(presenceTracker.presence(ALICE)).isEqualTo(ONLINE);
  }

  @Test
  void aUserWasLastSeenWhenTheLastDeviceLeft() {
    presenceTracker.arrive(ALICE, PHONE, PHONE);
    now = 2_000;

    presenceTracker.leave(ALICE, PHONE);
    now = 3_000;

    assertThat(presenceTracker.presence(ALICE))
        .isEqualTo(new Presence(Availability.OFFLINE, 2_000L));
  }

  @Test
  @Holds("presence.gone-max")
  void theLastSeenTimesOfTenThousandUsersAreKept() {
    presenceTracker.arrive(ALICE, PHONE, PHONE);
    presenceTracker.leave(ALICE, PHONE);
    for (int i = 1; i < 10_000; i++) {
      leaveAtOnce();
    }
    assertThat(presenceTracker.presence(ALICE).lastSeenMs()).isEqualTo(1_000L);

    leaveAtOnce();
    assertThat(presenceTracker.presence(ALICE).lastSeenMs()).isNull();
  }

  private void leaveAtOnce() {
    UUID user = UUID.randomUUID();
    presenceTracker.arrive(user, PHONE, PHONE);
    presenceTracker.leave(user, PHONE);
  }

  @Test
  void aStreamThatClosesTwiceIsCountedOnce() {
    presenceTracker.arrive(ALICE, PHONE, PHONE);
    presenceTracker.arrive(ALICE, LAPTOP, LAPTOP);

    presenceTracker.leave(ALICE, PHONE);
    presenceTracker.leave(ALICE, PHONE);

    assertThat(presenceTracker.presence(ALICE)).isEqualTo(ONLINE);
  }

  @Test
  void aUserWhoIsAwayOnAllDevicesIsAway() {
    presenceTracker.arrive(ALICE, PHONE, PHONE);
    presenceTracker.arrive(ALICE, LAPTOP, LAPTOP);

    presenceTracker.setAway(ALICE, PHONE, true);
    assertThat(presenceTracker.presence(ALICE)).isEqualTo(ONLINE);
    presenceTracker.setAway(ALICE, LAPTOP, true);

    assertThat(presenceTracker.presence(ALICE)).isEqualTo(AWAY);
  }

  @Test
  void aWatcherIsToldThePresenceAndEachChangeOnce() {
    presenceTracker.watch(watcher, Set.of(ALICE));
    presenceTracker.arrive(ALICE, PHONE, PHONE);
    presenceTracker.arrive(ALICE, LAPTOP, LAPTOP);
    presenceTracker.setAway(ALICE, PHONE, true);
    presenceTracker.leave(ALICE, LAPTOP);

    assertThat(told).containsExactly(new Presence(Availability.OFFLINE, null), ONLINE, AWAY);
  }

  @Test
  void theUnchangedPresenceOfAWatchedUserIsNotToldAgain() {
    presenceTracker.watch(watcher, Set.of(ALICE));

    presenceTracker.watch(watcher, Set.of(ALICE, BOB));

    assertThat(told).hasSize(2);
  }

  @Test
  void aWatcherIsNotToldOfUsersThatItDoesNotWatch() {
    presenceTracker.watch(watcher, Set.of(ALICE));
    presenceTracker.watch(watcher, Set.of());
    told.clear();

    presenceTracker.arrive(ALICE, PHONE, PHONE);
    presenceTracker.arrive(BOB, LAPTOP, LAPTOP);

    assertThat(told).isEmpty();
  }

  @Test
  void devicesAtOtherServersCountToo() {
    presenceTracker.arrive(ALICE, PHONE, PHONE);
    presenceTracker.setAway(ALICE, PHONE, true);

    presenceTracker.setElsewhere(ALICE, ONLINE);
    assertThat(presenceTracker.presence(ALICE)).isEqualTo(ONLINE);
    assertThat(presenceTracker.here(ALICE)).isEqualTo(AWAY);

    presenceTracker.setElsewhere(ALICE, AWAY);
    presenceTracker.leave(ALICE, PHONE);
    assertThat(presenceTracker.presence(ALICE)).isEqualTo(AWAY);
  }

  @Test
  void aUserWasLastSeenWhereItWasSeenLast() {
    presenceTracker.arrive(ALICE, PHONE, PHONE);
    presenceTracker.setElsewhere(ALICE, ONLINE);
    now = 2_000;
    presenceTracker.leave(ALICE, PHONE);

    presenceTracker.setElsewhere(ALICE, offline(1_500L));
    assertThat(presenceTracker.presence(ALICE)).isEqualTo(offline(2_000L));
    presenceTracker.setElsewhere(ALICE, offline(3_000L));
    assertThat(presenceTracker.presence(ALICE)).isEqualTo(offline(3_000L));
    presenceTracker.setElsewhere(ALICE, offline(null));
    assertThat(presenceTracker.presence(ALICE)).isEqualTo(offline(3_000L));
  }

  private static Presence offline(@Nullable Long lastSeenMs) {
    return new Presence(Availability.OFFLINE, lastSeenMs);
  }

  @Test
  void aWatcherIsToldOfDevicesAtOtherServers() {
    presenceTracker.arrive(ALICE, PHONE, PHONE);
    presenceTracker.watch(watcher, Set.of(ALICE));

    presenceTracker.setElsewhere(ALICE, ONLINE);
    presenceTracker.leave(ALICE, PHONE);
    presenceTracker.setElsewhere(ALICE, AWAY);
    presenceTracker.setElsewhere(ALICE, offline(2_000L));

    assertThat(told).containsExactly(ONLINE, AWAY, offline(2_000L));
  }

  @Test
  void onlyChangesOfThisServerAreForOthers() {
    List<UUID> changed = new ArrayList<>();
    presenceTracker.onChangedHere(changed::add);

    presenceTracker.arrive(ALICE, PHONE, PHONE);
    presenceTracker.arrive(ALICE, LAPTOP, LAPTOP);
    presenceTracker.setElsewhere(ALICE, ONLINE);
    presenceTracker.setElsewhere(BOB, ONLINE);
    presenceTracker.setElsewhere(BOB, offline(2_000L));
    presenceTracker.leave(ALICE, LAPTOP);
    assertThat(changed).containsExactly(ALICE);

    presenceTracker.leave(ALICE, PHONE);
    assertThat(changed).containsExactly(ALICE, ALICE);
  }
}
