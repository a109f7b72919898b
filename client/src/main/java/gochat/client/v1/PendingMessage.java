package gochat.client.v1;

import gochat.v1.ClientFrame;
import gochat.v1.MessageSent;
import gochat.v1.Refusal;
import gochat.v1.Reply;
import gochat.v1.SendDirectMessageResponse;
import gochat.v1.SendMessageResponse;
import io.grpc.Status;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// A pending message.
final class PendingMessage extends PendingRequest {
  private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

  PendingMessage(ClientFrame frame, Repeat repeat, long giveUpMs) {
    super(frame, repeat, giveUpMs);
  }

  CompletableFuture<Outcome> outcome() {
    return outcome;
  }

  @Override
  boolean answer(Reply reply) {
    @Nullable Outcome answer =
        switch (reply.getReplyCase()) {
          case SEND_MESSAGE -> of(reply.getSendMessage());
          case SEND_DIRECT_MESSAGE -> of(reply.getSendDirectMessage());
          case ERROR -> of(Status.fromCodeValue(reply.getError().getCode()).getCode(), reply);
          default -> new Outcome.Unknown("the reply is not about a message");
        };
    if (answer == null) {
      return false;
    }
    complete(answer);
    return true;
  }

  private static Outcome of(SendMessageResponse response) {
    return switch (response.getOutcomeCase()) {
      case SENT -> stored(response.getSent());
      case REFUSAL -> refused(response.getRefusal());
      case OUTCOME_NOT_SET -> empty();
    };
  }

  private static Outcome of(SendDirectMessageResponse response) {
    return switch (response.getOutcomeCase()) {
      case SENT -> stored(response.getSent());
      case PASSED_ON -> new Outcome.PassedOn();
      case REFUSAL -> refused(response.getRefusal());
      case OUTCOME_NOT_SET -> empty();
    };
  }

  private static Outcome stored(MessageSent sent) {
    return new Outcome.Stored(
        sent.getRoomId(),
        sent.getEpoch(),
        sent.getSeq(),
        List.copyOf(sent.getUnknownMentionsList()));
  }

  private static Outcome refused(Refusal refusal) {
    return new Outcome.Refused(refusal);
  }

  private static Outcome empty() {
    return new Outcome.Unknown("the reply has an outcome that this client does not know");
  }

  private @Nullable Outcome of(Status.Code code, Reply reply) {
    String sentence = reply.getError().getMessage();
    return switch (code) {
      // The server does not know the outcome either, but may know it later.
      case CANCELLED, DEADLINE_EXCEEDED, ABORTED, UNAVAILABLE ->
          isRepeatable() ? null : new Outcome.Unknown(sentence);
      // A permanent fault.
      case OK, UNKNOWN, INTERNAL, DATA_LOSS -> new Outcome.Unknown(sentence);
      case INVALID_ARGUMENT,
          NOT_FOUND,
          ALREADY_EXISTS,
          PERMISSION_DENIED,
          RESOURCE_EXHAUSTED,
          FAILED_PRECONDITION,
          OUT_OF_RANGE,
          UNIMPLEMENTED,
          UNAUTHENTICATED ->
          new Outcome.Failed(code, ErrorDetails.of(reply.getError()), sentence);
    };
  }

  @Override
  void fail(Status.Code code, String sentence) {
    complete(wasHandedOver() ? new Outcome.Unknown(sentence) : new Outcome.Failed(code, sentence));
  }

  private void complete(Outcome known) {
    // Callbacks may wait, also for this client, so they must not run on the loop.
    outcome.completeAsync(() -> known, Thread::startVirtualThread);
  }
}
