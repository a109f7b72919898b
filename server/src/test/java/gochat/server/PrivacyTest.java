package gochat.server;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.v1.AddReactionRequest;
import gochat.v1.Audience;
import gochat.v1.BlockUserRequest;
import gochat.v1.CreateRoomRequest;
import gochat.v1.DeleteMessageRequest;
import gochat.v1.EditMessageRequest;
import gochat.v1.FollowRequest;
import gochat.v1.InviteMemberRequest;
import gochat.v1.JoinRoomRequest;
import gochat.v1.ListBlockedRequest;
import gochat.v1.OpenDirectRequest;
import gochat.v1.PinMessageRequest;
import gochat.v1.PresenceServiceGrpc;
import gochat.v1.PrivacyState;
import gochat.v1.Refusal;
import gochat.v1.RefusalReason;
import gochat.v1.RoomKind;
import gochat.v1.SendDirectMessageRequest;
import gochat.v1.SendDirectMessageResponse;
import gochat.v1.SendTypingRequest;
import gochat.v1.ServerFrame;
import gochat.v1.SetPrivacyRequest;
import gochat.v1.SignOutRequest;
import gochat.v1.UnblockUserRequest;
import gochat.v1.User;
import java.util.Iterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The privacy of users and their blocks, over both contracts of a server.
class PrivacyTest {
  @RegisterExtension final ServerFixture server = new ServerFixture();

  private V1Client account(String name) {
    return V1Client.register(server.channel(), name);
  }

  private static Refusal block(V1Client user, String other) {
    return user.accounts()
        .blockUser(BlockUserRequest.newBuilder().setUser(other).build())
        .getRefusal();
  }

  private static void unblock(V1Client user, String other) {
    var request = UnblockUserRequest.newBuilder().setUser(other).build();
    assertThat(user.accounts().unblockUser(request).hasUnblocked()).isTrue();
  }

  private static void messagesFrom(V1Client user, Audience audience) {
    var request = SetPrivacyRequest.newBuilder().setMessages(audience).build();
    assertThat(user.accounts().setPrivacy(request).getPrivacy().getMessages()).isEqualTo(audience);
  }

  private static SendDirectMessageResponse write(V1Client from, String to) {
    return from.messages()
        .sendDirectMessage(SendDirectMessageRequest.newBuilder().setUser(to).setText("hi").build());
  }

  private static void assertRefused(Refusal refusal) {
    assertThat(refusal.getReason()).isEqualTo(RefusalReason.REFUSAL_REASON_NOT_REACHABLE);
  }

  private String room(V1Client owner, String name) {
    var request =
        CreateRoomRequest.newBuilder().setName(name).setKind(RoomKind.ROOM_KIND_PUBLIC).build();
    return owner.rooms().createRoom(request).getCreated().getRoomId();
  }

  private static Refusal invite(V1Client from, String room, V1Client to) {
    return from.rooms()
        .inviteMember(InviteMemberRequest.newBuilder().setRoom(room).setUser(to.id()).build())
        .getRefusal();
  }

  @Test
  void aBlockedUserShowsNothingNewInAConversationThatIsThere() {
    V1Client alice = account("Alice");
    V1Client bob = account("Bob");
    var first = write(bob, "Alice").getSent();
    String room = first.getRoomId();
    assertThat(block(alice, "bob")).isEqualTo(Refusal.getDefaultInstance());

    assertRefused(write(bob, "Alice").getRefusal());
    assertRefused(bob.send(room, "hello?").getRefusal());
    var edit =
        EditMessageRequest.newBuilder()
            .setRoom(room)
            .setMessageSeq(first.getSeq())
            .setText("you…")
            .build();
    assertRefused(bob.messages().editMessage(edit).getRefusal());
    var reaction =
        AddReactionRequest.newBuilder()
            .setRoom(room)
            .setMessageSeq(first.getSeq())
            .setReaction("👎")
            .build();
    assertRefused(bob.messages().addReaction(reaction).getRefusal());
    var pin = PinMessageRequest.newBuilder().setRoom(room).setMessageSeq(first.getSeq()).build();
    assertRefused(bob.messages().pinMessage(pin).getRefusal());
    var typing = SendTypingRequest.newBuilder().setRoom(room).build();
    assertRefused(
        PresenceServiceGrpc.newBlockingStub(bob.asSelf()).sendTyping(typing).getRefusal());

    var delete =
        DeleteMessageRequest.newBuilder().setRoom(room).setMessageSeq(first.getSeq()).build();
    assertThat(bob.messages().deleteMessage(delete).hasDeleted()).isTrue();
    assertThat(bob.history(room)).isNotEmpty();
    assertThat(alice.send(room, "I can").hasSent()).isTrue();

    unblock(alice, "Bob");
    assertThat(bob.send(room, "thanks").hasSent()).isTrue();
  }

  @Test
  void aBlockLooksLikeThePrivacyOfAUserWhoTakesNoMessages() {
    V1Client alice = account("Alice");
    V1Client bob = account("Bob");
    V1Client carol = account("Carol");
    block(alice, bob.id());
    Refusal blocked = write(bob, "Alice").getRefusal();
    messagesFrom(alice, Audience.AUDIENCE_NOBODY);

    assertThat(write(carol, "Alice").getRefusal()).isEqualTo(blocked);
    assertThat(blocked.getSentence())
        .isEqualTo("\"Alice\" takes no private messages from you, so nothing was delivered.");
  }

  @Test
  void whoSharesARoomMayWriteWhereThePrivacySaysSo() {
    V1Client alice = account("Alice");
    V1Client bob = account("Bob");
    String room = room(alice, "tea");
    messagesFrom(alice, Audience.AUDIENCE_SHARED_ROOM);
    assertRefused(write(bob, "Alice").getRefusal());
    var open = OpenDirectRequest.newBuilder().setUser("Alice").build();
    assertRefused(bob.rooms().openDirect(open).getRefusal());

    assertThat(bob.rooms().joinRoom(JoinRoomRequest.newBuilder().setRoom(room).build()).hasJoined())
        .isTrue();
    assertThat(write(bob, "Alice").hasSent()).isTrue();
    assertThat(bob.rooms().openDirect(open).hasOpened()).isTrue();
  }

  @Test
  void nobodyInvitesAUserWhoWantsNoInvitationsOrHasBlockedHim() {
    V1Client alice = account("Alice");
    V1Client bob = account("Bob");
    V1Client carol = account("Carol");
    String tea = room(bob, "tea");
    String coffee = room(carol, "coffee");
    block(alice, "Bob");

    assertRefused(invite(bob, tea, alice));
    var nobody = SetPrivacyRequest.newBuilder().setInvitations(Audience.AUDIENCE_NOBODY).build();
    assertThat(alice.accounts().setPrivacy(nobody).getPrivacy().getMessages())
        .isEqualTo(Audience.AUDIENCE_EVERYBODY);
    assertRefused(invite(carol, coffee, alice));
    assertThat(write(carol, "Alice").hasSent()).isTrue();
  }

  @Test
  void aBlockHoldsForGuestsAndOnTheFirstContract() throws Exception {
    V1Client alice = account("Alice");
    V1Client guest = V1Client.guest(server.channel(), "Gast");
    TestClient bob = server.join("Bob");
    Iterator<ServerFrame> stream = alice.follow();
    block(alice, "Gast");
    block(alice, "Bob");

    assertRefused(write(guest, "Alice").getRefusal());
    bob.send("", "Alice", "psst");
    bob.expect(
        "server", "Bob", "\"Alice\" takes no private messages from you, so nothing was delivered.");
    bob.say("to all");

    ServerFrame next = stream.next();
    while (next.hasPrivacyState()) {
      next = stream.next();
    }
    assertThat(next.getEvent().getMessagePosted().getText()).isEqualTo("to all");
  }

  @Test
  void aGuestBlocksToo() {
    V1Client guest = V1Client.guest(server.channel(), "Gast");
    V1Client bob = account("Bob");
    Iterator<ServerFrame> _ = guest.follow();
    assertThat(write(bob, "Gast").hasPassedOn()).isTrue();

    block(guest, "Bob");

    assertRefused(write(bob, "Gast").getRefusal());
  }

  @Test
  void allDevicesLearnThePrivacyAtTheirStartAndAfterEachChange() {
    V1Client alice = account("Alice");
    V1Client bob = account("Bob");
    Iterator<ServerFrame> phone = alice.follow();

    block(alice, "Bob");
    PrivacyState told = phone.next().getPrivacyState();
    assertThat(told.getBlockedUserIdsList()).containsExactly(bob.id());
    assertThat(told.getPrivacy().getMessages()).isEqualTo(Audience.AUDIENCE_EVERYBODY);
    assertThat(
            V1Client.untilCaughtUp(alice.follow(FollowRequest.getDefaultInstance()))
                .getFirst()
                .getPrivacyState())
        .isEqualTo(told);

    unblock(alice, "Bob");
    assertThat(phone.next().getPrivacyState().getBlockedUserIdsList()).isEmpty();
    assertThat(V1Client.untilCaughtUp(bob.follow(FollowRequest.getDefaultInstance())))
        .noneMatch(ServerFrame::hasPrivacyState);
  }

  @Test
  void blockedUsersAreListedWithTheirNamesAlsoWhenTheyAreGone() {
    V1Client alice = account("Alice");
    V1Client guest = V1Client.guest(server.channel(), "Gast");
    account("Bob");
    block(alice, "Gast");
    block(alice, "Bob");
    guest.accounts().signOut(SignOutRequest.getDefaultInstance());

    assertThat(
            alice
                .accounts()
                .listBlocked(ListBlockedRequest.getDefaultInstance())
                .getBlocked()
                .getUsersList())
        .extracting(User::getName)
        .containsExactly("Gast", "Bob");
    unblock(alice, "gast");
    assertThat(
            alice
                .accounts()
                .unblockUser(UnblockUserRequest.newBuilder().setUser("gast").build())
                .getRefusal()
                .getReason())
        .isEqualTo(RefusalReason.REFUSAL_REASON_NO_SUCH_USER);
  }
}
