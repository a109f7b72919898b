package gochat.server;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.v1.AuditActor;
import gochat.v1.Audited;
import gochat.v1.BanMemberRequest;
import gochat.v1.CreateRoomRequest;
import gochat.v1.DeleteMessageRequest;
import gochat.v1.Event;
import gochat.v1.InviteMemberRequest;
import gochat.v1.KickMemberRequest;
import gochat.v1.MuteMemberRequest;
import gochat.v1.Retention;
import gochat.v1.Role;
import gochat.v1.RoomKind;
import gochat.v1.SetRetentionRequest;
import gochat.v1.SetRoleRequest;
import gochat.v1.UnbanMemberRequest;
import gochat.v1.UnmuteMemberRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The entries of the audit log about acts in rooms, as administrators read them.
@SuppressWarnings("NullAway.Init") // set before each test
class ModerationLogTest {
  @RegisterExtension private final ServerFixture server = new ServerFixture();

  private V1Client root;
  private V1Client alice;
  private V1Client bob;

  @BeforeEach
  void register() {
    root = V1Client.administrator(server.channel(), "root", server.adminCode());
    alice = V1Client.register(server.channel(), "Alice");
    bob = V1Client.register(server.channel(), "Bob");
  }

  private String create(RoomKind kind, String name) {
    return alice
        .rooms()
        .createRoom(CreateRoomRequest.newBuilder().setKind(kind).setName(name).build())
        .getCreated()
        .getRoomId();
  }

  private void invite(String room) {
    assertThat(
            alice
                .rooms()
                .inviteMember(InviteMemberRequest.newBuilder().setRoom(room).setUser("Bob").build())
                .hasInvited())
        .isTrue();
  }

  /// The entries about rooms.
  private List<Event> entries() {
    return root.history("audit").stream()
        .filter(event -> event.getAudited().containsDetails("room"))
        .toList();
  }

  private static String line(Event event) {
    Audited entry = event.getAudited();
    assertThat(entry.getActor()).isEqualTo(AuditActor.AUDIT_ACTOR_ACCOUNT);
    return (event.getAuthor().getName()
            + " "
            + entry.getAction().name().replace("AUDIT_ACTION_", "")
            + " "
            + entry.getAccount().getName())
        .strip();
  }

  @Test
  void eachActInAPrivateRoomHasAnEntryWithoutItsNameAndItsTexts() {
    String room = create(RoomKind.ROOM_KIND_PRIVATE, "hideout");
    invite(room);
    long secret = bob.send(room, "a secret").getSent().getSeq();
    long own = alice.send(room, "her own").getSent().getSeq();
    var rooms = alice.rooms();
    var _ =
        rooms.setRole(
            SetRoleRequest.newBuilder()
                .setRoom(room)
                .setUser("Bob")
                .setRole(Role.ROLE_MODERATOR)
                .build());
    assertThat(entries().getLast().getAudited().getDetailsMap())
        .containsExactlyInAnyOrderEntriesOf(Map.of("room", room, "role", "moderator"));
    var _ = rooms.muteMember(MuteMemberRequest.newBuilder().setRoom(room).setUser("Bob").build());
    var _ =
        rooms.unmuteMember(UnmuteMemberRequest.newBuilder().setRoom(room).setUser("Bob").build());
    for (long seq : List.of(secret, own)) {
      var _ =
          alice
              .messages()
              .deleteMessage(
                  DeleteMessageRequest.newBuilder().setRoom(room).setMessageSeq(seq).build());
    }
    assertThat(entries().getLast().getAudited().getDetailsMap())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("room", room, "message", String.valueOf(secret)));
    var _ = rooms.kickMember(KickMemberRequest.newBuilder().setRoom(room).setUser("Bob").build());
    var _ = rooms.banMember(BanMemberRequest.newBuilder().setRoom(room).setUser("Bob").build());
    var _ = rooms.unbanMember(UnbanMemberRequest.newBuilder().setRoom(room).setUser("Bob").build());
    var _ =
        rooms.setRetention(
            SetRetentionRequest.newBuilder()
                .setRoom(room)
                .setRetention(Retention.newBuilder().setEventsMax(200))
                .build());
    assertThat(entries().getLast().getAudited().getDetailsMap())
        .containsExactlyInAnyOrderEntriesOf(Map.of("room", room, "age", "off", "events", "200"));

    assertThat(entries().stream().map(ModerationLogTest::line))
        .containsExactly(
            "Alice ROLE_CHANGED Bob",
            "Alice MEMBER_MUTED Bob",
            "Alice MEMBER_UNMUTED Bob",
            "Alice MESSAGE_DELETED Bob",
            "Alice MEMBER_KICKED Bob",
            "Alice MEMBER_BANNED Bob",
            "Alice MEMBER_UNBANNED Bob",
            "Alice RETENTION_CHANGED");
    assertThat(entries().toString()).doesNotContain("secret", "her own", "hideout");
  }

  @Test
  void theEntryOfAPublicRoomHasItsName() {
    String room = create(RoomKind.ROOM_KIND_PUBLIC, "square");
    invite(room);
    var _ =
        root.rooms()
            .kickMember(KickMemberRequest.newBuilder().setRoom(room).setUser("Bob").build());

    assertThat(line(entries().getLast())).isEqualTo("root MEMBER_KICKED Bob");
    assertThat(entries().getLast().getAudited().getDetailsMap())
        .containsExactlyInAnyOrderEntriesOf(Map.of("room", room, "room_name", "square"));
  }

  @Test
  void anActThatIsRefusedHasNoEntry() {
    String room = create(RoomKind.ROOM_KIND_PRIVATE, "hideout");
    invite(room);
    assertThat(
            bob.rooms()
                .kickMember(KickMemberRequest.newBuilder().setRoom(room).setUser("Alice").build())
                .hasRefusal())
        .isTrue();

    assertThat(entries()).isEmpty();
  }

  @Test
  void aGuestWhoIsMutedInTheLobbyIsNamed() {
    V1Client _ = V1Client.guest(server.channel(), "Greta");
    var _ =
        root.rooms()
            .muteMember(MuteMemberRequest.newBuilder().setRoom("lobby").setUser("Greta").build());

    assertThat(line(entries().getLast())).isEqualTo("root MEMBER_MUTED Greta");
  }
}
