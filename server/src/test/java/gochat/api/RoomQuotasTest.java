package gochat.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gochat.account.User;
import gochat.limit.LimitTable.Holds;
import gochat.limit.Limits;
import gochat.limit.RoomLimit;
import gochat.v1.RoomKind;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
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
    quotas.make(alice);
    quotas.make(alice);

    assertThatThrownBy(() -> quotas.make(alice))
        .hasMessageContaining("You made 2 rooms in an hour")
        .hasMessageContaining("in 1800 s");
    nanos.addAndGet(TimeUnit.MINUTES.toNanos(30));
    quotas.make(alice);
    assertThatThrownBy(() -> quotas.make(alice)).hasMessageContaining("2 rooms");
  }

  @Test
  @Holds("room.invitations-per-account-and-hour-max")
  void othersMakeMembersOfSomebodyOnlySoOftenInAnHour() {
    for (int i = 0; i < 2; i++) {
      quotas.invite(bob);
      quotas.invited(bob);
    }

    assertThatThrownBy(() -> quotas.invite(bob))
        .hasMessageContaining("\"Bob\" was invited to 2 rooms in an hour");
    quotas.invite(alice.user());
    nanos.addAndGet(TimeUnit.HOURS.toNanos(1));
    quotas.invite(bob);
  }

  @Test
  @Holds("room.memberships-per-account-max")
  void anAccountIsAMemberOfSoManyRooms() {
    RoomQuotas few = quotas(1);
    few.make(alice);
    world.room(alice, "one", RoomKind.ROOM_KIND_PUBLIC);

    assertThatThrownBy(() -> few.join(alice)).hasMessageContaining("You are a member of 1 rooms");
    assertThatThrownBy(() -> few.make(alice)).hasMessageContaining("Leave one first");
    assertThatThrownBy(() -> few.invite(alice.user()))
        .hasMessageContaining("\"Alice\" is a member of 1 rooms");
    assertThat(world.store.rooms().roomsOf(alice.id(), 0, 10)).hasSize(1);
  }
}
