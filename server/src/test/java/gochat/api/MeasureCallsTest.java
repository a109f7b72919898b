package gochat.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import gochat.account.UserKind;
import gochat.limit.LimitTable.Holds;
import gochat.limit.RoomLimit;
import gochat.v1.BanMemberRequest;
import gochat.v1.GetRoomResponse;
import gochat.v1.JoinRoomResponse;
import gochat.v1.KickMemberRequest;
import gochat.v1.ListBansRequest;
import gochat.v1.ListBansResponse;
import gochat.v1.ListMutesRequest;
import gochat.v1.ListMutesResponse;
import gochat.v1.Measure;
import gochat.v1.MuteMemberRequest;
import gochat.v1.RefusalReason;
import gochat.v1.RoomKind;
import gochat.v1.SendMessageRequest;
import gochat.v1.SendMessageResponse;
import gochat.v1.UnbanMemberRequest;
import gochat.v1.UnbanMemberResponse;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MeasureCallsTest {
  private final ApiWorld world = new ApiWorld();
  private final Caller alice = world.account("alice");
  private final Caller bob = world.account("bob");
  private String room = "";

  @BeforeEach
  void makeRoom() {
    room = world.room(alice, "club", RoomKind.ROOM_KIND_PUBLIC);
    world.ask(bob, Requests.join(room));
  }

  @AfterEach
  void close() {
    world.close();
  }

  private BanMemberRequest.Builder ban(String user) {
    return BanMemberRequest.newBuilder().setRoom(room).setUser(user);
  }

  private MuteMemberRequest.Builder mute(String user) {
    return MuteMemberRequest.newBuilder().setRoom(room).setUser(user);
  }

  private List<Measure> bans() {
    ListBansRequest request = ListBansRequest.newBuilder().setRoom(room).build();
    return world.ask(alice, request, ListBansResponse.class).getPage().getMeasuresList();
  }

  @Test
  void aRefusalTellsWhoMutedTheUserAndWhyAndUntilWhen() {
    world.ask(alice, mute("bob").setReason("spam").setDuration(Durations.fromHours(1)).build());

    SendMessageResponse refused =
        world.ask(
            bob,
            SendMessageRequest.newBuilder().setRoom(room).setText("hi").build(),
            SendMessageResponse.class);

    Measure mute = refused.getRefusal().getMeasure();
    assertThat(refused.getRefusal().getReason()).isEqualTo(RefusalReason.REFUSAL_REASON_MUTED);
    assertThat(mute.getUser().getName()).isEqualTo("bob");
    assertThat(mute.getBy().getName()).isEqualTo("alice");
    assertThat(mute.getReason()).isEqualTo("spam");
    assertThat(Timestamps.between(mute.getSinceTime(), mute.getUntilTime()))
        .isEqualTo(Durations.fromHours(1));
    assertThat(refused.getRefusal().getSentence())
        .startsWith("alice muted you in this room until ")
        .endsWith("Reason: spam");
    assertThat(
            world
                .ask(bob, Requests.get(room), GetRoomResponse.class)
                .getRoom()
                .getMembership()
                .getMute())
        .isEqualTo(mute);
  }

  @Test
  void aRefusalTellsWhoBannedTheUserAndWhy() {
    world.ask(alice, ban("bob").setReason("spam").build());

    JoinRoomResponse refused = world.ask(bob, Requests.join(room), JoinRoomResponse.class);

    assertThat(refused.getRefusal().getReason()).isEqualTo(RefusalReason.REFUSAL_REASON_BANNED);
    assertThat(refused.getRefusal().getMeasure().getBy().getName()).isEqualTo("alice");
    assertThat(refused.getRefusal().getMeasure().hasUntilTime()).isFalse();
    assertThat(refused.getRefusal().getSentence())
        .isEqualTo(
            "alice banned this user from the room. A moderator can lift the ban. Reason: spam");
  }

  @Test
  void moderatorsListBansInPages() {
    List<String> users =
        IntStream.range(0, 5).mapToObj(i -> world.account("user" + i).id().toString()).toList();
    users.forEach(user -> world.ask(alice, ban(user).setReason("of " + user).build()));

    ListBansRequest first = ListBansRequest.newBuilder().setRoom(room).setPageSize(3).build();
    var page = world.ask(alice, first, ListBansResponse.class).getPage();
    var rest =
        world
            .ask(
                alice,
                first.toBuilder().setPageToken(page.getNextPageToken()).build(),
                ListBansResponse.class)
            .getPage();

    assertThat(page.getMeasuresList()).hasSize(3);
    assertThat(rest.getNextPageToken()).isEmpty();
    assertThat(bans())
        .hasSize(5)
        .startsWith(page.getMeasuresList().toArray(Measure[]::new))
        .endsWith(rest.getMeasuresList().toArray(Measure[]::new))
        .allSatisfy(ban -> assertThat(ban.getReason()).isEqualTo("of " + ban.getUser().getId()));
  }

  @Test
  void mutesAreListedToo() {
    world.ask(alice, mute("bob").setReason("loud").build());

    ListMutesRequest request = ListMutesRequest.newBuilder().setRoom(room).build();
    assertThat(world.ask(alice, request, ListMutesResponse.class).getPage().getMeasuresList())
        .singleElement()
        .satisfies(mute -> assertThat(mute.getReason()).isEqualTo("loud"));
  }

  @Test
  void membersDoNotListMeasuresAndAdministratorsDo() {
    Caller root = world.user("root", UserKind.ADMINISTRATOR);
    ListBansRequest request = ListBansRequest.newBuilder().setRoom(room).build();

    assertThat(world.ask(bob, request, ListBansResponse.class).getRefusal().getReason())
        .isEqualTo(RefusalReason.REFUSAL_REASON_NOT_ALLOWED);
    assertThat(world.ask(root, request, ListBansResponse.class).hasPage()).isTrue();
  }

  @Test
  void theBanOfAGuestThatHasEndedIsLifted() {
    Caller guest = world.user("guest", UserKind.GUEST);
    world.ask(alice, ban("guest").build());
    world.store.accounts().removeGuest(guest.id());

    UnbanMemberResponse lifted =
        world.ask(
            alice,
            UnbanMemberRequest.newBuilder()
                .setRoom(room)
                .setUser(bans().getFirst().getUser().getId())
                .build(),
            UnbanMemberResponse.class);

    assertThat(lifted.getUnbanned().getSeq()).isPositive();
    assertThat(bans()).isEmpty();
  }

  @Test
  @Holds("room.reason-bytes-max")
  void aReasonIsOneLineOfLimitedLength() {
    String longest = "x".repeat(RoomLimit.REASON_BYTES.standardInt());
    world.ask(alice, mute("bob").setReason(longest).build());

    assertThat(violation(mute("bob").setReason(longest + "x").build()))
        .contains("reason: 513 bytes (expected: at most 512 bytes of UTF-8)");
    assertThat(violation(ban("bob").setReason("one\ntwo").build())).contains("reason: \"one\\u");
    assertThat(
            violation(
                KickMemberRequest.newBuilder()
                    .setRoom(room)
                    .setUser("bob")
                    .setReason("one\u2028two")
                    .build()))
        .contains("one line without control characters");
  }

  @Test
  @Holds("room.measure-ms-max")
  void aDurationIsLimited() {
    world.ask(alice, mute("bob").setDuration(Durations.fromDays(3_650)).build());

    for (var duration :
        List.of(
            Durations.ZERO,
            Durations.fromMillis(999),
            Durations.fromDays(-1),
            Durations.add(Durations.fromDays(3_650), Durations.fromMillis(1)))) {
      assertThat(violation(ban("bob").setDuration(duration).build())).contains("duration: ");
      assertThat(violation(mute("bob").setDuration(duration).build())).contains("duration: ");
    }
  }

  private String violation(Message request) {
    return world.failure(alice, request).getMessage();
  }
}
