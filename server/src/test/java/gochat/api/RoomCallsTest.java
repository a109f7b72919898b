package gochat.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import com.google.protobuf.util.Durations;
import com.google.rpc.Code;
import com.google.rpc.Status;
import gochat.account.UserKind;
import gochat.limit.LimitTable.Holds;
import gochat.v1.CreateRoomRequest;
import gochat.v1.CreateRoomResponse;
import gochat.v1.JoinRoomRequest;
import gochat.v1.JoinRoomResponse;
import gochat.v1.LeaveRoomRequest;
import gochat.v1.OpenDirectRequest;
import gochat.v1.OpenDirectResponse;
import gochat.v1.Refusal;
import gochat.v1.RefusalReason;
import gochat.v1.Retention;
import gochat.v1.Room;
import gochat.v1.RoomChanged;
import gochat.v1.RoomKind;
import gochat.v1.SendMessageRequest;
import gochat.v1.SendMessageResponse;
import gochat.v1.SetRetentionResponse;
import gochat.v1.SetSlowModeResponse;
import gochat.v1.UpdateRoomRequest;
import gochat.v1.UpdateRoomResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoomCallsTest {
  private final ApiWorld world = new ApiWorld();
  private final Caller alice = world.account("alice");
  private final Caller bob = world.account("bob");

  @AfterEach
  void close() {
    world.close();
  }

  private void join(Caller caller, String room) {
    world.ask(caller, Requests.join(room));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ROOM_KIND_UNSPECIFIED", "ROOM_KIND_LOBBY", "ROOM_KIND_DIRECT"})
  void roomsOfOtherKindsAreNotCreated(String kind) {
    Status failure = world.failure(alice, Requests.create("x", RoomKind.valueOf(kind)));

    assertThat(failure.getMessage())
        .isEqualTo("kind: " + kind + " (expected: ROOM_KIND_PUBLIC or ROOM_KIND_PRIVATE)");
  }

  @Test
  void aGuestMakesNoRoom() {
    Caller guest = world.user("guest", UserKind.GUEST);

    CreateRoomResponse refused =
        world.ask(
            guest, Requests.create("mine", RoomKind.ROOM_KIND_PRIVATE), CreateRoomResponse.class);

    assertThat(refused.getRefusal().getReason())
        .isEqualTo(RefusalReason.REFUSAL_REASON_ACCOUNT_NEEDED);
  }

  @Test
  void aRepeatedCreationGetsTheFirstAnswerAlsoAfterAChange() {
    CreateRoomRequest create =
        Requests.create("news", RoomKind.ROOM_KIND_PUBLIC).toBuilder()
            .setTopic("old")
            .setRequestId("7d1c4f0e-7e7b-4b7e-9d53-0a5f5f3f6a11")
            .build();
    RoomChanged first = created(alice, create).getCreated();
    assertThat(created(alice, create).getCreated()).isEqualTo(first);

    world.ask(
        alice,
        UpdateRoomRequest.newBuilder()
            .setRoom(first.getRoomId())
            .setName("olds")
            .setTopic("new")
            .build());

    assertThat(created(alice, create).getCreated()).isEqualTo(first);
    assertThat(created(bob, create).getCreated().getRoomId()).isNotEqualTo(first.getRoomId());
  }

  @Test
  void anotherRoomUnderTheSameRequestIdIsRefused() {
    CreateRoomRequest create =
        Requests.create("news", RoomKind.ROOM_KIND_PRIVATE).toBuilder()
            .setRequestId("7d1c4f0e-7e7b-4b7e-9d53-0a5f5f3f6a11")
            .build();
    created(alice, create);

    for (CreateRoomRequest.Builder other :
        List.of(
            create.toBuilder().setName("olds"),
            create.toBuilder().setKind(RoomKind.ROOM_KIND_PUBLIC))) {
      assertThat(created(alice, other.build()).getRefusal().getReason())
          .isEqualTo(RefusalReason.REFUSAL_REASON_CONFLICT);
    }
    Status failure = world.failure(alice, create.toBuilder().setRequestId("x").build());
    assertThat(ApiWorld.field(failure)).isEqualTo("request_id");
  }

  private CreateRoomResponse created(Caller caller, CreateRoomRequest request) {
    return world.ask(caller, request, CreateRoomResponse.class);
  }

  @Test
  void joiningTwiceChangesNothing() {
    String id = world.room(alice, "news", RoomKind.ROOM_KIND_PUBLIC);
    JoinRoomRequest request = Requests.join("#news");

    assertThat(world.ask(bob, request, JoinRoomResponse.class).getJoined().getSeq()).isEqualTo(2);
    JoinRoomResponse again = world.ask(bob, request, JoinRoomResponse.class);

    assertThat(again.getJoined().getRoomId()).isEqualTo(id);
    assertThat(again.getJoined().getSeq()).isZero();
  }

  @Test
  void aBannedUserIsRefusedWhenJoiningAndReadsNothing() {
    String id = world.room(alice, "news", RoomKind.ROOM_KIND_PUBLIC);
    world.ask(alice, Requests.ban(id, "bob"));

    JoinRoomResponse refused = world.ask(bob, Requests.join("#news"), JoinRoomResponse.class);

    assertThat(refused.getRefusal().getReason()).isEqualTo(RefusalReason.REFUSAL_REASON_BANNED);
    assertThat(world.failure(bob, Requests.get(id)).getCode())
        .isEqualTo(Code.NOT_FOUND.getNumber());
  }

  @Test
  void nameAndTopicAreChangedTogetherAndAnsweredOnce() {
    String id = world.room(alice, "news", RoomKind.ROOM_KIND_PUBLIC);

    UpdateRoomResponse response =
        world.ask(
            alice,
            UpdateRoomRequest.newBuilder().setRoom(id).setName("olds").setTopic("past").build(),
            UpdateRoomResponse.class);

    assertThat(response.getChanged().getSeq()).isEqualTo(3);
    assertThat(world.getRoom(bob, "#olds").getTopic()).isEqualTo("past");
  }

  @Test
  void nothingIsChangedWhenOneOfNameAndTopicCanNotBe() {
    world.room(bob, "taken", RoomKind.ROOM_KIND_PUBLIC);
    String id = world.room(alice, "news", RoomKind.ROOM_KIND_PUBLIC);

    UpdateRoomResponse taken =
        world.ask(
            alice,
            UpdateRoomRequest.newBuilder().setRoom(id).setName("taken").setTopic("x").build(),
            UpdateRoomResponse.class);
    Status tooLong =
        world.failure(
            alice,
            UpdateRoomRequest.newBuilder()
                .setRoom(id)
                .setName("olds")
                .setTopic("é".repeat(513))
                .build());

    assertThat(taken.getRefusal().getReason()).isEqualTo(RefusalReason.REFUSAL_REASON_NAME_TAKEN);
    assertThat(tooLong.getMessage())
        .isEqualTo("topic: 1026 bytes (expected: at most 1024 bytes of UTF-8)");
    assertThat(world.head(id)).isEqualTo(1);
  }

  @Test
  void anOwnerLimitsHowMuchOfTheRoomIsKept() {
    String id = world.room(alice, "news", RoomKind.ROOM_KIND_PUBLIC);

    SetRetentionResponse response =
        world.ask(alice, Requests.setRetention(id, 86_400, 500), SetRetentionResponse.class);
    SetRetentionResponse refused =
        world.ask(bob, Requests.setRetention(id, 0, 0), SetRetentionResponse.class);

    assertThat(response.getChanged().getSeq()).isEqualTo(2);
    assertThat(world.getRoom(bob, id).getRetention())
        .isEqualTo(Retention.newBuilder().setAgeSecondsMax(86_400).setEventsMax(500).build());
    assertThat(refused.getRefusal().getReason())
        .isEqualTo(RefusalReason.REFUSAL_REASON_NOT_ALLOWED);
  }

  @Test
  @Holds("retention.owners-age-seconds-max")
  void aLimitThatNoRoomCanHaveIsAMistake() {
    String id = world.room(alice, "news", RoomKind.ROOM_KIND_PUBLIC);

    assertThat(world.failure(alice, Requests.setRetention(id, 59, 0)).getMessage())
        .isEqualTo("retention.age_seconds_max: 59 (expected: 60..863913600, or 0 for no limit)");
    assertThat(world.failure(alice, Requests.setRetention(id, 863_913_601, 0)).getMessage())
        .startsWith("retention.age_seconds_max: 863913601 (expected: 60..863913600");
    assertThat(world.failure(alice, Requests.setRetention(id, 0, 99)).getMessage())
        .isEqualTo("retention.events_max: 99 (expected: 100..2147483647, or 0 for no limit)");
    assertThat(world.head(id)).isEqualTo(1);
  }

  @Test
  void slowModeRefusesAMessageWithTheTimeToWaitAndTakesItAgainAfterThat() {
    String id = world.room(alice, "news", RoomKind.ROOM_KIND_PUBLIC);
    world.ask(bob, Requests.join(id), JoinRoomResponse.class);

    SetSlowModeResponse refused =
        world.ask(bob, Requests.setSlowMode(id, 30), SetSlowModeResponse.class);
    SetSlowModeResponse response =
        world.ask(alice, Requests.setSlowMode(id, 30), SetSlowModeResponse.class);
    assertThat(refused.getRefusal().getReason())
        .isEqualTo(RefusalReason.REFUSAL_REASON_NOT_ALLOWED);
    assertThat(response.getChanged().getSeq()).isEqualTo(3);
    assertThat(world.getRoom(bob, id).getSlowModeSeconds()).isEqualTo(30);

    SendMessageRequest message = SendMessageRequest.newBuilder().setRoom(id).setText("hi").build();
    assertThat(world.ask(bob, message, SendMessageResponse.class).hasSent()).isTrue();
    Refusal early = world.ask(bob, message, SendMessageResponse.class).getRefusal();
    assertThat(early.getReason()).isEqualTo(RefusalReason.REFUSAL_REASON_SLOW_MODE);
    assertThat(Durations.toMillis(early.getRetryAfter())).isBetween(1L, 30_000L);
    assertThat(early.getSentence())
        .startsWith("This room has slow mode, and your message has not been sent. You can write");
  }

  @Test
  @Holds("room.slow-mode-seconds-max")
  void anIntervalThatNoRoomCanHaveIsAMistake() {
    String id = world.room(alice, "news", RoomKind.ROOM_KIND_PUBLIC);

    assertThat(world.failure(alice, Requests.setSlowMode(id, 21_601)).getMessage())
        .isEqualTo("interval_seconds: 21601 (expected: 1..21600, or 0 for no slow mode)");
    assertThat(world.failure(alice, Requests.setSlowMode(id, -1)).getMessage())
        .startsWith("interval_seconds: -1");
    assertThat(world.ask(alice, Requests.setSlowMode(id, 21_600), SetSlowModeResponse.class))
        .matches(SetSlowModeResponse::hasChanged);
  }

  @Test
  void aChangeOfNothingIsAMistake() {
    Status failure = world.failure(alice, UpdateRoomRequest.newBuilder().setRoom("lobby").build());

    assertThat(failure.getMessage()).contains("expected: one of them, or both");
  }

  @Test
  void theLastOwnerDoesNotLeaveTheOthersAlone() {
    String id = world.room(alice, "news", RoomKind.ROOM_KIND_PUBLIC);
    join(bob, id);

    Message refused = world.ask(alice, LeaveRoomRequest.newBuilder().setRoom(id).build());

    assertThat(refused.toString())
        .contains("REFUSAL_REASON_LAST_OWNER")
        .contains("Make somebody else an owner first");
  }

  @Test
  void aDirectConversationIsTheSameFromBothSides() {
    OpenDirectResponse opened =
        world.ask(alice, Requests.openDirect("Bob"), OpenDirectResponse.class);
    OpenDirectResponse again =
        world.ask(bob, Requests.openDirect(alice.id().toString()), OpenDirectResponse.class);

    assertThat(opened.getOpened().getSeq()).isEqualTo(1);
    assertThat(again.getOpened().getRoomId()).isEqualTo(opened.getOpened().getRoomId());
    assertThat(again.getOpened().getSeq()).isZero();
    assertThat(world.getRoom(bob, opened.getOpened().getRoomId()).getPeer().getName())
        .isEqualTo("alice");
  }

  @Test
  void aDirectConversationWithOneselfIsForNotes() {
    OpenDirectRequest open = Requests.openDirect("Alice");
    String notes = world.ask(alice, open, OpenDirectResponse.class).getOpened().getRoomId();
    assertThat(world.ask(alice, open, OpenDirectResponse.class).getOpened().getSeq()).isZero();

    world.send(alice, notes, "milk");

    Room room = world.getRoom(alice, notes);
    assertThat(room.getPeer().getId()).isEqualTo(alice.id().toString());
    assertThat(room.getMemberCount()).isEqualTo(1);
    assertThat(room.getMembership().getUnreadCount()).isZero();
  }

  @Test
  void aDirectConversationWithAnUnknownUserIsRefused() {
    OpenDirectResponse refused =
        world.ask(alice, Requests.openDirect("nobody"), OpenDirectResponse.class);

    assertThat(refused.getRefusal().getReason())
        .isEqualTo(RefusalReason.REFUSAL_REASON_NO_SUCH_USER);
    assertThat(refused.getRefusal().getSentence()).contains("\"nobody\"");
  }
}
