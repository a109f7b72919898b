package gochat.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.Code;
import com.google.rpc.Status;
import gochat.limit.RoomLimit;
import gochat.room.RoomId;
import gochat.v1.DeleteMessageRequest;
import gochat.v1.ListHistoryRequest;
import gochat.v1.ListHistoryResponse;
import gochat.v1.ListPinsRequest;
import gochat.v1.ListPinsResponse;
import gochat.v1.OpenDirectResponse;
import gochat.v1.Pin;
import gochat.v1.PinMessageRequest;
import gochat.v1.PinMessageResponse;
import gochat.v1.RefusalReason;
import gochat.v1.Role;
import gochat.v1.RoomKind;
import gochat.v1.UnpinMessageRequest;
import gochat.v1.UnpinMessageResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PinCallsTest {
  private final ApiWorld world = new ApiWorld();
  private final Caller alice = world.account("alice");
  private final Caller bob = world.account("bob");
  private final String room = world.room(alice, "club", RoomKind.ROOM_KIND_PRIVATE);

  @BeforeEach
  void fillRoom() {
    world.ask(alice, Requests.invite(room, "bob"));
    world.send(bob, room, "three");
    world.send(alice, room, "four");
  }

  @AfterEach
  void close() {
    world.close();
  }

  private PinMessageResponse pin(Caller caller, String where, long seq) {
    return world.ask(
        caller,
        PinMessageRequest.newBuilder().setRoom(where).setMessageSeq(seq).build(),
        PinMessageResponse.class);
  }

  private UnpinMessageResponse unpin(Caller caller, long seq) {
    return world.ask(
        caller,
        UnpinMessageRequest.newBuilder().setRoom(room).setMessageSeq(seq).build(),
        UnpinMessageResponse.class);
  }

  private List<Pin> pins() {
    return world
        .ask(bob, ListPinsRequest.newBuilder().setRoom(room).build(), ListPinsResponse.class)
        .getPage()
        .getPinsList();
  }

  private List<Long> pinnedSeqs() {
    return world.getRoom(bob, room).getPinnedMessageSeqsList();
  }

  private static void isRefused(PinMessageResponse response, RefusalReason reason) {
    assertThat(response.getRefusal().getReason()).isEqualTo(reason);
  }

  @Test
  void aPinWhoseMessageIsNoLongerKeptIsListedWithoutItAndCanBeRemoved() {
    pin(alice, room, 3);
    world.store.journal().trim(new RoomId(room), 3, 100);

    Pin pin = pins().getFirst();
    assertThat(pin.hasMessage()).isFalse();
    assertThat(pin.getMessageSeq()).isEqualTo(3);
    assertThat(pin.getAuthor().getName()).isEqualTo("alice");
    assertThat(world.getRoom(bob, room).getFloorSeq()).isEqualTo(3);
    PinMessageResponse another = pin(alice, room, 2);
    isRefused(another, RefusalReason.REFUSAL_REASON_NO_SUCH_MESSAGE);
    assertThat(another.getRefusal().getSentence()).startsWith("Message 2 is no longer kept");
    assertThat(unpin(alice, 3).hasUnpinned()).isTrue();
    assertThat(pins()).isEmpty();
  }

  @Test
  void aPinnedMessageIsListedWithTheUserWhoPinnedIt() {
    assertThat(pin(alice, room, 3).getPinned().getSeq()).isEqualTo(5);
    assertThat(pin(alice, room, 4).getPinned().getSeq()).isEqualTo(6);

    assertThat(pinnedSeqs()).containsExactly(3L, 4L);
    assertThat(pins())
        .extracting(pin -> pin.getMessage().getEvent().getMessagePosted().getText())
        .containsExactly("four", "three");
    assertThat(pins().getFirst().getAuthor().getName()).isEqualTo("alice");
    assertThat(pins().getFirst().hasTime()).isTrue();
  }

  @Test
  void aRepetitionChangesNothing() {
    pin(alice, room, 3);

    assertThat(pin(alice, room, 3).getPinned().getSeq()).isZero();
    assertThat(world.head(room)).isEqualTo(5);

    assertThat(unpin(alice, 3).getUnpinned().getSeq()).isEqualTo(6);
    assertThat(unpin(alice, 3).getUnpinned().getSeq()).isZero();
    assertThat(world.head(room)).isEqualTo(6);
    assertThat(pins()).isEmpty();
  }

  @Test
  void membersPinOnceTheyAreModerators() {
    isRefused(pin(bob, room, 3), RefusalReason.REFUSAL_REASON_NOT_ALLOWED);
    assertThat(unpin(bob, 3).getRefusal().getReason())
        .isEqualTo(RefusalReason.REFUSAL_REASON_NOT_ALLOWED);

    world.ask(alice, Requests.setRole(room, "bob", Role.ROLE_MODERATOR));

    assertThat(pin(bob, room, 3).hasPinned()).isTrue();
  }

  @Test
  void bothPinInADirectConversation() {
    String direct =
        world
            .ask(alice, Requests.openDirect("bob"), OpenDirectResponse.class)
            .getOpened()
            .getRoomId();
    world.send(alice, direct, "psst");

    assertThat(pin(bob, direct, 2).hasPinned()).isTrue();
  }

  @Test
  void onlyAMessageCanBePinned() {
    isRefused(pin(alice, room, 2), RefusalReason.REFUSAL_REASON_NO_SUCH_MESSAGE);
    isRefused(pin(alice, room, 99), RefusalReason.REFUSAL_REASON_NO_SUCH_MESSAGE);
    Status failure = world.failure(alice, PinMessageRequest.newBuilder().setRoom(room).build());
    assertThat(ApiWorld.field(failure)).isEqualTo("message_seq");
  }

  @Test
  void aDeletedMessageIsPinnedNoMore() {
    pin(alice, room, 3);

    world.ask(bob, DeleteMessageRequest.newBuilder().setRoom(room).setMessageSeq(3).build());

    assertThat(pinnedSeqs()).isEmpty();
    assertThat(pins()).isEmpty();
    isRefused(pin(alice, room, 3), RefusalReason.REFUSAL_REASON_NO_SUCH_MESSAGE);
  }

  @Test
  void theLimitIsNamed() {
    long max = RoomLimit.PINS.standard();
    for (long i = 0; i < max; i++) {
      pin(alice, room, world.send(alice, room, "more"));
    }

    PinMessageResponse refused = pin(alice, room, 3);

    isRefused(refused, RefusalReason.REFUSAL_REASON_TOO_MANY_PINS);
    assertThat(refused.getRefusal().getSentence()).contains(String.valueOf(max));
    assertThat(pins()).hasSize((int) max);
  }

  @Test
  void historyShowsThePin() {
    pin(alice, room, 3);

    assertThat(
            world
                .ask(
                    bob,
                    ListHistoryRequest.newBuilder().setRoom(room).setPageSize(1).build(),
                    ListHistoryResponse.class)
                .getPage()
                .getEntries(0)
                .getEvent()
                .getMessagePinned()
                .getMessageSeq())
        .isEqualTo(3);
  }

  @Test
  void strangersLearnNothing() {
    Caller carol = world.account("carol");

    assertThat(world.failure(carol, ListPinsRequest.newBuilder().setRoom(room).build()).getCode())
        .isEqualTo(Code.NOT_FOUND.getNumber());
  }
}
