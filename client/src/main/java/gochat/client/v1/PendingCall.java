package gochat.client.v1;

import gochat.v1.ClientFrame;
import gochat.v1.Reply;
import io.grpc.Status;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// A pending request of any kind but a message.
final class PendingCall<R> extends PendingRequest {
  private final Function<Reply, R> response;
  private final CompletableFuture<R> answer = new CompletableFuture<>();

  PendingCall(ClientFrame frame, Repeat repeat, long giveUpMs, Function<Reply, R> response) {
    super(frame, repeat, giveUpMs);
    this.response = response;
  }

  CompletableFuture<R> answer() {
    return answer;
  }

  @Override
  boolean answer(Reply reply) {
    if (reply.hasError()) {
      fail(
          Status.fromCodeValue(reply.getError().getCode()).getCode(),
          ErrorDetails.of(reply.getError()),
          reply.getError().getMessage());
    } else {
      R known = response.apply(reply);
      answer.completeAsync(() -> known, Thread::startVirtualThread);
    }
    return true;
  }

  @Override
  void fail(Status.Code code, String sentence) {
    fail(code, ErrorDetails.NONE, sentence);
  }

  private void fail(Status.Code code, ErrorDetails details, String sentence) {
    var exception = new ChatException(new ChatException.Failed(code, details), sentence);
    Thread.startVirtualThread(() -> answer.completeExceptionally(exception));
  }
}
