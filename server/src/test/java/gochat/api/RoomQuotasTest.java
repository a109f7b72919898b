package gochat.api;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import gochat.account.User;
import gochat.error.RefusalKind;
import gochat.limit.LimitTable.Holds;
import gochat.limit.Limits;
import gochat.limit.RoomLimit;
import gochat.v1.Refusal;
import gochat.v1.RoomKind;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RoomQuotasTest {
  private final ApiWorld world = new ApiWorld();
  private final Caller alice = world.account("Alice");
  private final User bob = world.account("Bob").user();
  private final AtomicLong nanos = new AtomicLong();
  private final RoomQuotas quotas = quotas(100);

  private RoomQuotas quotas(int membershipsMax) {
    Limits limits =
        Limits.STANDARD
            .with(RoomLimit.MADE_PER_HOUR, 2)
            .with(RoomLimit.INVITATIONS_PER_HOUR, 2)
            .with(RoomLimit.MEMBERSHIPS, membershipsMax);
    return new RoomQuotas(world.store.rooms(), limits, nanos::get);
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  @Holds("room.per-account-and-hour-max")
  void anAccountMakesSoManyRoomsInAnHour() {
    assertThat(quotas.make(alice)).isNull();
    assertThat(quotas.make(alice)).isNull();

    assertThat(quotas.make(alice))
        .isEqualTo(
            RefusalKind.THROTTLED.refusal(
                "You made 2 rooms in an hour, and no more are allowed. Make another one in 1800 s.",
                Duration.ofMinutes(30)));
    nanos.addAndGet(TimeUnit.MINUTES.toNanos(30));
    assertThat(quotas.make(alice)).isNull();
    assertThat(sentence(quotas.make(alice))).contains("2 rooms");
  }

  @Test
  @Holds("room.invitations-per-account-and-hour-max")
  void othersMakeMembersOfSomebodyOnlySoOftenInAnHour() {
    for (int i = 0; i < 2; i++) {
      assertThat(quotas.invite(bob)).isNull();
      quotas.invited(bob);
    }

    assertThat(sentence(quotas.invite(bob))).contains("\"Bob\" was invited to 2 rooms in an hour");
    assertThat(quotas.invite(alice.user())).isNull();
    nanos.addAndGet(TimeUnit.HOURS.toNanos(1));
    assertThat(quotas.invite(bob)).isNull();
  }

  @Test
  @Holds("room.memberships-per-account-max")
  void anAccountIsAMemberOfSoManyRooms() {
    RoomQuotas few = quotas(1);
    assertThat(few.make(alice)).isNull();
    world.room(alice, "one", RoomKind.ROOM_KIND_PUBLIC);

    assertThat(sentence(few.join(alice))).contains("You are a member of 1 rooms");
    assertThat(sentence(few.make(alice))).contains("Leave one first");
    assertThat(sentence(few.invite(alice.user()))).contains("\"Alice\" is a member of 1 rooms");
    assertThat(world.store.rooms().roomsOf(alice.id(), 0, 10)).hasSize(1);
  }

  private static String sentence(@Nullable Refusal refusal) {
    return requireNonNull(refusal).getSentence();
  }
}
