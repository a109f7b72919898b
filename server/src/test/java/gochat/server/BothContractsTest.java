package gochat.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import gochat.v1.Availability;
import gochat.v1.CreateRoomRequest;
import gochat.v1.FollowRequest;
import gochat.v1.InviteMemberRequest;
import gochat.v1.KickMemberRequest;
import gochat.v1.MarkReadRequest;
import gochat.v1.RefusalReason;
import gochat.v1.RoomKind;
import gochat.v1.SendDirectMessageRequest;
import gochat.v1.SendDirectMessageResponse;
import gochat.v1.SendMessageRequest;
import gochat.v1.ServerFrame;
import gochat.v1.SignOutRequest;
import gochat.v1.SignedIn;
import gochat.v1.UnfollowReason;
import gochat.v1.UserKind;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Iterator;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Clients of the first contract and of the v1 API on one server.
class BothContractsTest {
  @RegisterExtension final ServerFixture server = new ServerFixture();

  private V1Client account(String name) {
    return V1Client.register(server.channel(), name);
  }

  @Test
  void theySeeEachOtherInTheLobby() throws Exception {
    V1Client alice = account("Alice");
    TestClient bob = server.join("Bob");
    Iterator<ServerFrame> stream = alice.follow();

    alice.send("lobby", "from Alice");
    bob.expect("Alice", "", "from Alice");
    assertThat(stream.next().getEvent().getMessagePosted().getText()).isEqualTo("from Alice");

    bob.say("from Bob");
    ServerFrame heard = stream.next();
    assertThat(heard.getEvent().getMessagePosted().getText()).isEqualTo("from Bob");
    assertThat(heard.getEvent().getAuthor().getName()).isEqualTo("Bob");
    assertThat(heard.getEvent().getAuthor().getKind()).isEqualTo(UserKind.USER_KIND_GUEST);
  }

  @Test
  void privateMessagesPassWhileBothAreOnlineAndAreNotRecorded() throws Exception {
    V1Client alice = account("Alice");
    TestClient bob = server.join("Bob");
    Iterator<ServerFrame> stream = alice.follow();

    bob.send("", "alice", "psst");
    ServerFrame heard = stream.next();
    assertThat(heard.getPrivateMessage().getText()).isEqualTo("psst");
    assertThat(heard.getPrivateMessage().getAuthor().getName()).isEqualTo("Bob");

    SendDirectMessageResponse answered = direct(alice, "BOB", "yes?");
    assertThat(answered.hasPassedOn()).isTrue();
    bob.expect("Alice", "Bob", "yes?");

    // The end of the stream shows that the server knows; a cancellation would still be under way.
    bob.halfClose();
    assertThat(bob.status().isOk()).isTrue();
    assertThat(direct(alice, "Bob", "still there?").getRefusal().getReason())
        .isIn(RefusalReason.REFUSAL_REASON_NOT_ONLINE, RefusalReason.REFUSAL_REASON_NO_SUCH_USER);
  }

  private static SendDirectMessageResponse direct(V1Client from, String to, String text) {
    return from.messages()
        .sendDirectMessage(SendDirectMessageRequest.newBuilder().setUser(to).setText(text).build());
  }

  @Test
  void anAccountsNameNeedsItsTokenOnTheFirstContractToo() {
    account("Alice");

    TestClient impostor = server.connect();
    impostor.send("ＡＬＩＣＥ", "", "it's me");

    assertThat(impostor.status().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
    assertThat(impostor.status().getDescription()).contains("belongs to an account");
  }

  @Test
  void aGuestsNameIsTakenOnTheFirstContractToo() {
    V1Client.guest(server.channel(), "Gast");

    TestClient second = server.connect();
    second.send("gast", "", "");

    assertThat(second.status().getCode()).isEqualTo(Status.Code.ALREADY_EXISTS);
  }

  @Test
  void theNameOfAClientOfTheFirstContractCanNotBeRegistered() throws Exception {
    server.join("Bob");

    assertThat(V1Client.tryRegister(server.channel(), "bob").getRefusal().getReason())
        .isEqualTo(RefusalReason.REFUSAL_REASON_NAME_TAKEN);
  }

  @Test
  void aStreamOfTheFirstContractWithATokenIsThatAccount() throws Exception {
    V1Client alice = account("Alice");
    V1Client bob = account("Bob");
    Iterator<ServerFrame> stream = bob.follow();

    try (TestClient seed = TestClient.on(alice.asSelf()).register("Alice")) {
      seed.say("with my token");
      ServerFrame heard = stream.next();
      assertThat(heard.getEvent().getAuthor().getId())
          .isEqualTo(alice.signedIn().getUser().getId());

      // Stored in their conversation, and shown where only the first contract is spoken.
      assertThat(direct(bob, "Alice", "between us").hasSent()).isTrue();
      seed.expect("Bob", "Alice", "between us");
    }
  }

  @Test
  void anInvalidTokenEndsAStreamOfTheFirstContract() {
    V1Client stranger =
        new V1Client(SignedIn.newBuilder().setToken("gct_nonsense").build(), server.channel());

    try (TestClient seed = TestClient.on(stranger.asSelf())) {
      seed.send("Alice", "", "");
      assertThat(seed.status().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
    }
  }

  @Test
  void anIdleStreamIsToldOfAMarkerAndOfPresenceOnce() {
    V1Client alice = account("Alice");
    V1Client bob = account("Bob");
    bob.send("lobby", "one");
    Iterator<ServerFrame> stream =
        alice.follow(FollowRequest.newBuilder().addWatchedUsers("Bob").build());
    assertThat(V1Client.untilCaughtUp(stream)).filteredOn(ServerFrame::hasPresence).hasSize(1);

    for (int round = 0; round < 20; round++) {
      alice
          .messages()
          .markRead(
              MarkReadRequest.newBuilder()
                  .setRoom("lobby")
                  .setSeq(bob.send("lobby", "more").getSent().getSeq())
                  .build());
      assertThat(stream.next().hasEvent()).isTrue();
      assertThat(stream.next().hasReadMarker()).isTrue();
    }
    bob.follow();
    assertThat(stream.next().getPresence().getAvailability())
        .isEqualTo(Availability.AVAILABILITY_ONLINE);
    bob.send("lobby", "last");
    assertThat(stream.next().getEvent().getMessagePosted().getText()).isEqualTo("last");
  }

  @Test
  void aMemberWhoIsKickedInMidStreamHearsNothingPastTheKick() {
    V1Client alice = account("Alice");
    V1Client bob = account("Bob");
    String room =
        alice
            .rooms()
            .createRoom(
                CreateRoomRequest.newBuilder()
                    .setName("ops")
                    .setKind(RoomKind.ROOM_KIND_PRIVATE)
                    .build())
            .getCreated()
            .getRoomId();
    alice
        .rooms()
        .inviteMember(InviteMemberRequest.newBuilder().setRoom(room).setUser("Bob").build());
    Iterator<ServerFrame> stream = bob.follow();

    alice.send(room, "before");
    alice.rooms().kickMember(KickMemberRequest.newBuilder().setRoom(room).setUser("Bob").build());
    alice.send(room, "behind his back");
    alice.send("lobby", "to all");

    assertThat(stream.next().getEvent().getMessagePosted().getText()).isEqualTo("before");
    assertThat(stream.next().getEvent().hasMemberKicked()).isTrue();
    assertThat(stream.next().getRoomUnfollowed().getReason())
        .isEqualTo(UnfollowReason.UNFOLLOW_REASON_KICKED);
    assertThat(stream.next().getEvent().getMessagePosted().getText()).isEqualTo("to all");
    assertThatThrownBy(() -> bob.send(room, "let me in"))
        .asInstanceOf(type(StatusRuntimeException.class))
        .extracting(e -> e.getStatus().getCode())
        .isEqualTo(Status.Code.NOT_FOUND);
  }

  @Test
  void signingOutEndsTheStreamsOfThatSession() {
    V1Client alice = account("Alice");
    Iterator<ServerFrame> stream = alice.follow();

    alice.accounts().signOut(SignOutRequest.getDefaultInstance());

    assertThatThrownBy(stream::next)
        .asInstanceOf(type(StatusRuntimeException.class))
        .extracting(e -> e.getStatus().getCode())
        .isEqualTo(Status.Code.UNAUTHENTICATED);
    assertThatThrownBy(() -> alice.send("lobby", "still me"))
        .asInstanceOf(type(StatusRuntimeException.class))
        .extracting(e -> e.getStatus().getCode())
        .isEqualTo(Status.Code.UNAUTHENTICATED);
  }

  @Test
  void theSameMessageIdIsOneMessageAndAnotherTextUnderItAConflict() {
    V1Client alice = account("Alice");
    SendMessageRequest request =
        SendMessageRequest.newBuilder()
            .setRoom("lobby")
            .setText("once")
            .setClientMessageId(UUID.randomUUID().toString())
            .build();

    long seq = alice.messages().sendMessage(request).getSent().getSeq();

    assertThat(alice.messages().sendMessage(request).getSent().getSeq()).isEqualTo(seq);
    assertThat(
            alice
                .messages()
                .sendMessage(request.toBuilder().setText("twice").build())
                .getRefusal()
                .getReason())
        .isEqualTo(RefusalReason.REFUSAL_REASON_CONFLICT);
    assertThat(alice.send("lobby", "next").getSent().getSeq()).isEqualTo(seq + 1);
  }
}
