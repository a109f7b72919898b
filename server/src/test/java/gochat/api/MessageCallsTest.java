package gochat.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.Code;
import com.google.rpc.Status;
import gochat.account.UserKind;
import gochat.v1.AddReactionRequest;
import gochat.v1.AddReactionResponse;
import gochat.v1.ClientFrame;
import gochat.v1.DeleteMessageRequest;
import gochat.v1.DeleteMessageResponse;
import gochat.v1.EditMessageRequest;
import gochat.v1.EditMessageResponse;
import gochat.v1.HistoryEntry;
import gochat.v1.ListHistoryRequest;
import gochat.v1.ListHistoryResponse;
import gochat.v1.MessageSent;
import gochat.v1.RefusalReason;
import gochat.v1.Reply;
import gochat.v1.RoomKind;
import gochat.v1.SendDirectMessageRequest;
import gochat.v1.SendDirectMessageResponse;
import gochat.v1.SendMessageRequest;
import gochat.v1.SendMessageResponse;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageCallsTest {
  private static final String ID = "123e4567-e89b-42d3-a456-426614174000";

  private final ApiWorld world = new ApiWorld();
  private final Caller alice = world.account("alice");
  private final Caller bob = world.account("bob");

  @AfterEach
  void close() {
    world.close();
  }

  private static SendMessageRequest.Builder hello() {
    return SendMessageRequest.newBuilder().setRoom("lobby").setText("hello");
  }

  private SendMessageResponse send(Caller caller, SendMessageRequest.Builder request) {
    return world.ask(caller, request.build(), SendMessageResponse.class);
  }

  private HistoryEntry shown(String room, long seq) {
    return world
        .ask(
            alice,
            ListHistoryRequest.newBuilder()
                .setRoom(room)
                .setAfterSeq(seq - 1)
                .setPageSize(1)
                .build(),
            ListHistoryResponse.class)
        .getPage()
        .getEntries(0);
  }

  @Test
  void aMessageIsAnsweredWithItsPlace() {
    MessageSent sent = send(alice, hello().setClientMessageId(ID)).getSent();

    assertThat(sent.getRoomId()).isEqualTo("lobby");
    assertThat(sent.getSeq()).isEqualTo(1);
    assertThat(sent.getEpoch()).isEqualTo(world.store.journal().epoch());
    assertThat(sent.getClientMessageId()).isEqualTo(ID);
  }

  @Test
  void theSameMessageTwiceIsStoredOnceAndAnsweredTheSame() {
    SendMessageResponse first = send(alice, hello().setClientMessageId(ID));

    assertThat(send(alice, hello().setClientMessageId(ID))).isEqualTo(first);
    assertThat(world.head("lobby")).isEqualTo(1);
  }

  @Test
  void theSameMessageTwiceAtOnceIsStoredOnce() {
    ClientFrame frame = Requests.frame(1, hello().setClientMessageId(ID).build());

    CompletableFuture<Reply> first = world.answer(alice, frame);
    CompletableFuture<Reply> second = world.answer(alice, frame);

    assertThat(second.join()).isEqualTo(first.join());
    assertThat(world.head("lobby")).isEqualTo(1);
  }

  @Test
  void aRepetitionIsAnsweredAlsoToAUserWhoMayNoLongerWrite() {
    String room = world.room(alice, "club", RoomKind.ROOM_KIND_PRIVATE);
    world.ask(alice, Requests.invite(room, "bob"));
    SendMessageResponse first = send(bob, hello().setRoom(room).setClientMessageId(ID));
    world.ask(alice, Requests.kick(room, "bob"));

    assertThat(send(bob, hello().setRoom(room).setClientMessageId(ID))).isEqualTo(first);
    assertThat(world.failure(bob, hello().setRoom(room).build()).getCode())
        .isEqualTo(Code.NOT_FOUND.getNumber());
  }

  @Test
  void anotherMessageUnderTheSameIdIsAConflict() {
    send(alice, hello().setClientMessageId(ID));

    SendMessageResponse other = send(alice, hello().setText("bye").setClientMessageId(ID));

    assertThat(other.getRefusal().getReason()).isEqualTo(RefusalReason.REFUSAL_REASON_CONFLICT);
    assertThat(send(bob, hello().setClientMessageId(ID)).getSent().getSeq()).isEqualTo(2);
  }

  @Test
  void aMessageWithoutAnIdGetsOne() {
    String id = send(alice, hello()).getSent().getClientMessageId();

    assertThat(UUID.fromString(id)).isNotNull();
    assertThat(shown("lobby", 1).getEvent().getMessagePosted().getClientMessageId()).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "1-1-1-1-1", "123e4567e89b42d3a456426614174000", "🎲"})
  void anIdThatIsNoUuidIsAMistake(String id) {
    Status failure = world.failure(alice, hello().setClientMessageId(id).build());

    assertThat(failure.getCode()).isEqualTo(Code.INVALID_ARGUMENT.getNumber());
    assertThat(ApiWorld.field(failure)).isEqualTo("client_message_id");
    assertThat(failure.getMessage()).contains("\"" + id + "\"").contains("expected: a UUID");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n\t　"})
  void aBlankTextIsAMistake(String text) {
    Status failure = world.failure(alice, hello().setText(text).build());

    assertThat(ApiWorld.field(failure)).isEqualTo("text");
    assertThat(failure.getMessage()).endsWith("(expected: a text that is not blank)");
    assertThat(world.head("lobby")).isZero();
  }

  @Test
  void aTextOfExactlyTheLimitGoesThroughAndOneByteMoreDoesNot() {
    String longest = "é".repeat(ApiWorld.TEXT_BYTES_MAX / 2);
    send(alice, hello().setText(longest));

    Status failure = world.failure(alice, hello().setText(longest + "x").build());

    assertThat(failure.getMessage())
        .isEqualTo("text: 65 bytes (expected: at most 64 bytes of UTF-8)");
    assertThat(shown("lobby", 1).getEvent().getMessagePosted().getText()).isEqualTo(longest);
  }

  @Test
  void mentionsAreFoundByNameAndByIdAndUnknownUsersAreTold() {
    SendMessageResponse sent =
        send(
            alice,
            hello().addMentions("BOB").addMentions(bob.id().toString()).addMentions("Nobody"));

    assertThat(sent.getSent().getUnknownMentionsList()).containsExactly("Nobody");
    assertThat(shown("lobby", 1).getEvent().getMessagePosted().getMentionedUserIdsList())
        .containsExactly(bob.id().toString());
  }

  @Test
  void tooManyMentionsAreAMistake() {
    SendMessageRequest.Builder request = hello();
    for (int i = 0; i < 65; i++) {
      request.addMentions("bob");
    }

    assertThat(world.failure(alice, request.build()).getMessage())
        .isEqualTo("mentions: 65 entries (expected: at most 64)");
  }

  @Test
  void aUserWhoHasNotJoinedReadsButDoesNotWrite() {
    world.room(alice, "news", RoomKind.ROOM_KIND_PUBLIC);

    SendMessageResponse refused = send(bob, hello().setRoom("#news"));

    assertThat(refused.getRefusal().getReason())
        .isEqualTo(RefusalReason.REFUSAL_REASON_NOT_A_MEMBER);
    assertThat(refused.getRefusal().getSentence()).contains("Join it first");
    world.ask(bob, Requests.join("#news"));
    assertThat(send(bob, hello().setRoom("#news")).hasSent()).isTrue();
  }

  @Test
  void anAnswerToNoMessageIsRefused() {
    assertThat(send(alice, hello().setReplyToSeq(9)).getRefusal().getReason())
        .isEqualTo(RefusalReason.REFUSAL_REASON_NO_SUCH_MESSAGE);
    assertThat(world.failure(alice, hello().setReplyToSeq(-1).build()).getMessage())
        .startsWith("reply_to_seq: -1 (expected: 0 or more");
  }

  @Test
  void onlyItsAuthorEditsAMessage() {
    send(alice, hello());
    EditMessageRequest request =
        EditMessageRequest.newBuilder().setRoom("lobby").setMessageSeq(1).setText("hi").build();

    EditMessageResponse refused = world.ask(bob, request, EditMessageResponse.class);
    EditMessageResponse edited = world.ask(alice, request, EditMessageResponse.class);

    assertThat(refused.getRefusal().getReason())
        .isEqualTo(RefusalReason.REFUSAL_REASON_NOT_ALLOWED);
    assertThat(edited.getEdited().getSeq()).isEqualTo(2);
    assertThat(shown("lobby", 1).getEvent().getMessagePosted().getText()).isEqualTo("hi");
    assertThat(shown("lobby", 1).hasEditTime()).isTrue();
  }

  @Test
  void aDeletedMessageLeavesItsPlaceOnly() {
    send(alice, hello());
    DeleteMessageRequest request =
        DeleteMessageRequest.newBuilder().setRoom("lobby").setMessageSeq(1).build();

    assertThat(world.ask(alice, request, DeleteMessageResponse.class).getDeleted().getSeq())
        .isEqualTo(2);
    assertThat(world.ask(alice, request, DeleteMessageResponse.class).getDeleted().getSeq())
        .isZero();
    assertThat(shown("lobby", 1).getEvent().hasRedacted()).isTrue();
  }

  @Test
  void reactionsAreCountedAndOnesOwnToldApart() {
    send(alice, hello());
    AddReactionRequest request =
        AddReactionRequest.newBuilder().setRoom("lobby").setMessageSeq(1).setReaction("👍").build();
    world.ask(bob, request, AddReactionResponse.class);

    assertThat(shown("lobby", 1).getReactions(0).getCount()).isEqualTo(1);
    assertThat(shown("lobby", 1).getReactions(0).getOwn()).isFalse();
    assertThat(
            world
                .failure(bob, request.toBuilder().setReaction("x".repeat(65)).build())
                .getMessage())
        .contains("expected: 1 to 64 bytes of UTF-8");
    assertThat(ApiWorld.field(world.failure(bob, request.toBuilder().setMessageSeq(0).build())))
        .isEqualTo("message_seq");
  }

  private SendDirectMessageResponse sendDirect(Caller caller, String to, String text) {
    return world.ask(
        caller,
        SendDirectMessageRequest.newBuilder()
            .setUser(to)
            .setText(text)
            .setClientMessageId(ID)
            .build(),
        SendDirectMessageResponse.class);
  }

  @Test
  void aMessageBetweenAccountsIsStoredInTheirConversation() {
    MessageSent sent = sendDirect(alice, "bob", "psst").getSent();

    assertThat(sent.getSeq()).isEqualTo(2);
    assertThat(sendDirect(alice, "bob", "psst").getSent()).isEqualTo(sent);
    assertThat(shown(sent.getRoomId(), 2).getEvent().getMessagePosted().getText())
        .isEqualTo("psst");
  }

  @Test
  void noConversationIsOpenedForABlankMessage() {
    Status failure =
        world.failure(
            alice, SendDirectMessageRequest.newBuilder().setUser("bob").setText(" ").build());

    assertThat(ApiWorld.field(failure)).isEqualTo("text");
    assertThat(world.store.rooms().roomsOf(bob.id(), 0, 10)).isEmpty();
  }

  @Test
  void aMessageToAGuestWhoIsNotHereIsRefused() {
    world.user("guest", UserKind.GUEST);

    SendDirectMessageResponse refused = sendDirect(alice, "guest", "psst");

    assertThat(refused.getRefusal().getReason()).isEqualTo(RefusalReason.REFUSAL_REASON_NOT_ONLINE);
    assertThat(refused.getRefusal().getSentence()).contains("\"guest\"");
  }

  @Test
  void aMessageToNobodyIsRefused() {
    assertThat(sendDirect(alice, "nobody", "psst").getRefusal().getReason())
        .isEqualTo(RefusalReason.REFUSAL_REASON_NO_SUCH_USER);
    assertThat(List.of(world.head("lobby"))).containsExactly(0L);
  }
}
