package gochat.client.v1;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.Message;
import gochat.v1.ClientFrame;
import gochat.v1.Refusal;
import gochat.v1.Reply;
import io.grpc.Status;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// A pending request of any kind but a message.
final class PendingCall<T extends Message> extends PendingRequest {
  private static final OneofDescriptor RESPONSE = Reply.getDescriptor().getOneofs().getFirst();

  private final Class<T> expected;
  private final CompletableFuture<T> outcome = new CompletableFuture<>();

  /// @param expected the outcome that is no refusal
  PendingCall(ClientFrame frame, Repeat repeat, long giveUpMs, Class<T> expected) {
    super(frame, repeat, giveUpMs);
    this.expected = expected;
  }

  CompletableFuture<T> outcome() {
    return outcome;
  }

  @Override
  boolean answer(Reply reply) {
    if (reply.hasError()) {
      fail(
          Status.fromCodeValue(reply.getError().getCode()).getCode(),
          ErrorDetails.of(reply.getError()),
          reply.getError().getMessage());
    } else {
      complete(outcomeOf(reply));
    }
    return true;
  }

  private void complete(@Nullable Message told) {
    if (expected.isInstance(told)) {
      outcome.completeAsync(() -> expected.cast(told), Thread::startVirtualThread);
    } else if (told instanceof Refusal refusal) {
      fail(new ChatException(new ChatException.Refused(refusal), refusal.getSentence()));
    } else {
      fail(ChatException.ofUnknownOutcome());
    }
  }

  /// @return null for an outcome, or a response, that this library does not know
  private static @Nullable Message outcomeOf(Reply reply) {
    FieldDescriptor response = reply.getOneofFieldDescriptor(RESPONSE);
    return response == null ? null : outcomeOf((Message) reply.getField(response));
  }

  private static @Nullable Message outcomeOf(Message response) {
    OneofDescriptor outcomes = response.getDescriptorForType().getOneofs().getFirst();
    FieldDescriptor told = response.getOneofFieldDescriptor(outcomes);
    return told == null ? null : (Message) response.getField(told);
  }

  @Override
  void fail(Status.Code code, String sentence) {
    fail(code, ErrorDetails.NONE, sentence);
  }

  private void fail(Status.Code code, ErrorDetails details, String sentence) {
    fail(new ChatException(new ChatException.Failed(code, details), sentence));
  }

  private void fail(ChatException exception) {
    Thread.startVirtualThread(() -> outcome.completeExceptionally(exception));
  }
}
