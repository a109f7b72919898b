package gochat.client.v1;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.UnknownFieldSet;
import gochat.client.v1.PendingRequest.Repeat;
import gochat.v1.ClientFrame;
import gochat.v1.JoinRoomResponse;
import gochat.v1.Refusal;
import gochat.v1.RefusalReason;
import gochat.v1.Reply;
import gochat.v1.RoomChanged;
import gochat.v1.SendDirectMessageResponse;
import gochat.v1.SendMessageResponse;
import io.grpc.Status;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Answers that were added to the API after this library. `docs/api.md` says what a client makes of
/// them; the vectors of `conversation.json` have the frames and events.
class NewerServerTest {
  /// A field that this library does not know.
  private static final UnknownFieldSet NEWER =
      UnknownFieldSet.newBuilder()
          .addField(1_000, UnknownFieldSet.Field.newBuilder().addVarint(1).build())
          .build();

  private static PendingCall<RoomChanged> join() {
    return new PendingCall<>(
        ClientFrame.getDefaultInstance(), Repeat.NEVER, 60_000, RoomChanged.class);
  }

  @Test
  void anUnknownOutcomeOfARequestIsAFailure() {
    assertFails(
        Reply.newBuilder()
            .setJoinRoom(JoinRoomResponse.newBuilder().setUnknownFields(NEWER))
            .build());
  }

  @Test
  void anUnknownReplyIsAFailure() {
    assertFails(Reply.newBuilder().setUnknownFields(NEWER).build());
  }

  private static void assertFails(Reply reply) {
    PendingCall<RoomChanged> call = join();

    assertThat(call.answer(reply)).isTrue();

    assertThatThrownBy(() -> call.outcome().get(60, SECONDS))
        .isInstanceOf(ExecutionException.class)
        .cause()
        .extracting("reason")
        .isEqualTo(new ChatException.Failed(Status.Code.UNKNOWN, ErrorDetails.NONE));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anUnknownOutcomeOfAMessageIsUnknown(boolean isDirect) throws Exception {
    PendingMessage message =
        new PendingMessage(ClientFrame.getDefaultInstance(), Repeat.ALWAYS, 60_000);
    Reply.Builder reply = Reply.newBuilder();
    if (isDirect) {
      reply.setSendDirectMessage(SendDirectMessageResponse.newBuilder().setUnknownFields(NEWER));
    } else {
      reply.setSendMessage(SendMessageResponse.newBuilder().setUnknownFields(NEWER));
    }

    assertThat(message.answer(reply.build())).isTrue();

    assertThat(message.outcome().get(60, SECONDS)).isInstanceOf(Outcome.Unknown.class);
  }

  @Test
  void anUnknownReasonOfARefusalIsARefusal() {
    Refusal refusal = Refusal.newBuilder().setReasonValue(1_000).setSentence("No.").build();
    PendingCall<RoomChanged> call = join();

    call.answer(
        Reply.newBuilder().setJoinRoom(JoinRoomResponse.newBuilder().setRefusal(refusal)).build());

    assertThatThrownBy(() -> call.outcome().get(60, SECONDS))
        .cause()
        .hasMessage("No.")
        .extracting("reason")
        .isEqualTo(new ChatException.Refused(refusal));
    assertThat(refusal.getReason()).isEqualTo(RefusalReason.UNRECOGNIZED);
  }
}
