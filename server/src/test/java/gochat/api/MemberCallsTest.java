package gochat.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import com.google.rpc.Code;
import com.google.rpc.Status;
import gochat.account.UserKind;
import gochat.limit.LimitTable.Holds;
import gochat.v1.InviteMemberResponse;
import gochat.v1.KickMemberResponse;
import gochat.v1.ListMembersRequest;
import gochat.v1.ListMembersResponse;
import gochat.v1.Member;
import gochat.v1.MemberPage;
import gochat.v1.MuteMemberRequest;
import gochat.v1.RefusalReason;
import gochat.v1.Role;
import gochat.v1.RoomKind;
import gochat.v1.SendMessageRequest;
import gochat.v1.SendMessageResponse;
import gochat.v1.SetRoleResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MemberCallsTest {
  private final ApiWorld world = new ApiWorld();
  private final Caller alice = world.account("alice");
  private final Caller bob = world.account("bob");
  private String room = "";

  @BeforeEach
  void makeRoom() {
    room = world.room(alice, "club", RoomKind.ROOM_KIND_PRIVATE);
  }

  @AfterEach
  void close() {
    world.close();
  }

  private List<Member> members(Caller caller) {
    ListMembersRequest request = ListMembersRequest.newBuilder().setRoom(room).build();
    return world.ask(caller, request, ListMembersResponse.class).getPage().getMembersList();
  }

  @Test
  void anInvitedUserIsAMemberAndReadsTheRoom() {
    InviteMemberResponse invited =
        world.ask(alice, Requests.invite(room, "BOB"), InviteMemberResponse.class);

    assertThat(invited.getInvited().getSeq()).isEqualTo(2);
    assertThat(members(bob))
        .extracting(member -> member.getUser().getName())
        .containsExactlyInAnyOrder("alice", "bob");
  }

  @Test
  void aKickedMemberFindsTheRoomNoMore() {
    world.ask(alice, Requests.invite(room, "bob"));

    KickMemberResponse kicked =
        world.ask(alice, Requests.kick("#club", bob.id().toString()), KickMemberResponse.class);

    assertThat(kicked.getKicked().getSeq()).isEqualTo(3);
    for (Message asked : Requests.ofRoom(room)) {
      assertThat(world.failure(bob, asked).getCode()).isEqualTo(Code.NOT_FOUND.getNumber());
    }
  }

  @Test
  void aUserOutsideTheRoomCanNotBeKicked() {
    KickMemberResponse refused =
        world.ask(alice, Requests.kick(room, "bob"), KickMemberResponse.class);

    assertThat(refused.getRefusal().getReason())
        .isEqualTo(RefusalReason.REFUSAL_REASON_NO_SUCH_USER);
    assertThat(refused.getRefusal().getSentence()).contains("is no member of the room");
  }

  @Test
  void aMemberMayNotKickAnOwner() {
    world.ask(alice, Requests.invite(room, "bob"));

    KickMemberResponse refused =
        world.ask(bob, Requests.kick(room, "alice"), KickMemberResponse.class);

    assertThat(refused.getRefusal().getReason())
        .isEqualTo(RefusalReason.REFUSAL_REASON_NOT_ALLOWED);
  }

  @Test
  void aMutedMemberReadsButDoesNotWriteAndTheOthersSeeIt() {
    world.ask(alice, Requests.invite(room, "bob"));
    world.ask(alice, MuteMemberRequest.newBuilder().setRoom(room).setUser("bob").build());

    SendMessageResponse refused =
        world.ask(
            bob,
            SendMessageRequest.newBuilder().setRoom(room).setText("hi").build(),
            SendMessageResponse.class);

    assertThat(refused.getRefusal().getReason()).isEqualTo(RefusalReason.REFUSAL_REASON_MUTED);
    assertThat(members(bob))
        .filteredOn(Member::getMuted)
        .extracting(member -> member.getUser().getName())
        .containsExactly("bob");
  }

  @Test
  void anOwnerGivesRoles() {
    world.ask(alice, Requests.invite(room, "bob"));

    SetRoleResponse changed =
        world.ask(alice, Requests.setRole(room, "bob", Role.ROLE_MODERATOR), SetRoleResponse.class);

    assertThat(changed.getChanged().getSeq()).isEqualTo(3);
    assertThat(members(bob))
        .filteredOn(member -> member.getUser().getName().equals("bob"))
        .extracting(Member::getRole)
        .containsExactly(Role.ROLE_MODERATOR);
  }

  @Test
  void anUnknownRoleIsAMistake() {
    Status failure = world.failure(alice, Requests.setRole(room, "alice", Role.ROLE_UNSPECIFIED));

    assertThat(ApiWorld.field(failure)).isEqualTo("role");
    assertThat(failure.getMessage())
        .isEqualTo("role: ROLE_UNSPECIFIED (expected: ROLE_MEMBER, ROLE_MODERATOR or ROLE_OWNER)");
  }

  @Test
  @Holds("request.page-members-max")
  void membersComeInPages() {
    String open = world.room(alice, "open", RoomKind.ROOM_KIND_PUBLIC);
    for (int i = 0; i < 4; i++) {
      Caller guest = world.user("guest" + i, UserKind.GUEST);
      world.ask(guest, Requests.join(open));
    }

    List<String> ids = new ArrayList<>();
    ListMembersRequest request =
        ListMembersRequest.newBuilder().setRoom(open).setPageSize(2).build();
    MemberPage page = world.ask(bob, request, ListMembersResponse.class).getPage();
    while (true) {
      page.getMembersList().forEach(member -> ids.add(member.getUser().getId()));
      if (page.getNextPageToken().isEmpty()) {
        break;
      }
      page =
          world
              .ask(
                  bob,
                  request.toBuilder().setPageToken(page.getNextPageToken()).build(),
                  ListMembersResponse.class)
              .getPage();
    }

    assertThat(ids).hasSize(5).isSorted();
    assertThat(world.failure(bob, request.toBuilder().setPageSize(501).build()).getMessage())
        .isEqualTo("page_size: 501 (expected: 1..500; 0 takes 100)");
  }

  @Test
  void aPageTokenFromElsewhereIsAMistake() {
    Status failure =
        world.failure(
            alice, ListMembersRequest.newBuilder().setRoom(room).setPageToken("page2").build());

    assertThat(ApiWorld.field(failure)).isEqualTo("page_token");
  }

  @Test
  void aGuestIsNotInvited() {
    InviteMemberResponse refused =
        world.ask(alice, Requests.invite(room, "seed"), InviteMemberResponse.class);

    assertThat(refused.getRefusal().getReason())
        .isEqualTo(RefusalReason.REFUSAL_REASON_NO_SUCH_USER);
  }
}
