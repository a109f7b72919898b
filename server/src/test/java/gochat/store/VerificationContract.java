package gochat.store;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.room.RoomId;
import gochat.room.RoomKind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The contract of [Verification].
abstract class VerificationContract extends StoreContract.PortContract {
  VerificationContract(StoreContract backend) {
    super(backend);
  }

  @Test
  void theBuiltInRoomsAreThereBeforeTheyHaveEvents() {
    assertThat(store().verification().rooms(null, 10)).containsExactly(RoomId.AUDIT, LOBBY);
  }

  @Test
  void roomsComeInTheOrderOfTheirIdsPageByPage() {
    for (String id : List.of("z", "a", "m.2", "m.1")) {
      append(new RoomId(id), created(ALICE, RoomKind.PRIVATE, "room"));
    }
    reopen();

    assertThat(pages(2)).isEqualTo(List.of("a", "audit", "lobby", "m.1", "m.2", "z"));
    assertThat(pages(100)).isEqualTo(List.of("a", "audit", "lobby", "m.1", "m.2", "z"));
  }

  private List<String> pages(int roomsMax) {
    List<String> all = new ArrayList<>();
    RoomId last = null;
    while (true) {
      List<RoomId> page = store().verification().rooms(last, roomsMax);
      if (page.isEmpty()) {
        return all;
      }
      assertThat(page).hasSizeLessThanOrEqualTo(roomsMax);
      page.forEach(room -> all.add(room.value()));
      last = page.getLast();
    }
  }

  @Test
  void theNextEventIsFoundWithoutItsContent() {
    append(ROOM, created(ALICE, RoomKind.PRIVATE, "room"), post(ALICE, "one"), post(ALICE, "two"));
    append(OTHER, created(ALICE, RoomKind.PRIVATE, "other"));

    Verification verification = store().verification();
    assertThat(verification.nextSeq(ROOM, 0)).isEqualTo(1);
    assertThat(verification.nextSeq(ROOM, 2)).isEqualTo(3);
    assertThat(verification.nextSeq(ROOM, 3)).isZero();
    assertThat(verification.nextSeq(new RoomId("none"), 0)).isZero();
  }

  @Test
  void filesAsTheyWereWrittenHaveNoDefects() {
    append(ROOM, created(ALICE, RoomKind.PUBLIC, "room"), post(ALICE, "one"), delete(ALICE, 2));

    List<Defect> defects = new ArrayList<>();
    store().verification().checkFiles(() -> {}, defects::add);
    assertThat(defects).isEmpty();
  }
}
