package gochat.client.v1;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gochat.client.v1.PendingRequest.Repeat;
import gochat.client.v1.SubmissionQueue.PutResult;
import gochat.v1.ClientFrame;
import gochat.v1.SendMessageRequest;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SubmissionQueueTest {
  private final SubmissionQueue submissions = new SubmissionQueue();

  private static PendingRequest request(int bytes) {
    SendMessageRequest message = SendMessageRequest.newBuilder().setText("x".repeat(bytes)).build();
    return new PendingMessage(
        ClientFrame.newBuilder().setSendMessage(message).build(), Repeat.ALWAYS, 1_000);
  }

  private CompletableFuture<PutResult> putFromAnotherThread(PendingRequest request) {
    var result = new CompletableFuture<PutResult>();
    Thread thread =
        Thread.startVirtualThread(() -> {
          try {
            result.complete(submissions.put(request));
          } catch (InterruptedException e) {
            result.completeExceptionally(e);
          }
        });
    await()
        .until(() ->
            thread.getState() != Thread.State.RUNNABLE && thread.getState() != Thread.State.NEW);
    return result;
  }

  @Test
  void aRequestBeyondTheLimitWaitsUntilAnotherIsAnswered() throws Exception {
    PendingRequest first = request(1);
    submissions.put(first);
    for (int i = 1; i < SubmissionQueue.REQUESTS_MAX; i++) {
      submissions.put(request(1));
    }
    CompletableFuture<PutResult> result = putFromAnotherThread(request(1));
    assertThat(result).isNotDone();
    submissions.release(first);
    assertThat(result.get(60, SECONDS)).isNotEqualTo(PutResult.CLOSED);
  }

  @Test
  void aRequestBeyondTheLimitOfBytesWaits() throws Exception {
    PendingRequest big = request(SubmissionQueue.BYTES_MAX - 1_000);
    submissions.put(big);
    CompletableFuture<PutResult> result = putFromAnotherThread(request(2_000));
    assertThat(result).isNotDone();
    submissions.release(big);
    assertThat(result.get(60, SECONDS)).isNotEqualTo(PutResult.CLOSED);
  }

  @Test
  void aRequestLargerThanTheLimitIsAddedAlone() throws Exception {
    assertThat(submissions.put(request(2 * SubmissionQueue.BYTES_MAX)))
        .isNotEqualTo(PutResult.CLOSED);
    assertThat(putFromAnotherThread(request(1))).isNotDone();
    submissions.close();
  }

  @Test
  void aClosedQueueRefusesWaitingAndNewRequests() throws Exception {
    PendingRequest big = request(SubmissionQueue.BYTES_MAX);
    submissions.put(big);
    CompletableFuture<PutResult> waiting = putFromAnotherThread(request(1));
    submissions.close();
    assertThat(waiting.get(60, SECONDS)).isEqualTo(PutResult.CLOSED);
    assertThat(submissions.put(request(1))).isEqualTo(PutResult.CLOSED);
    assertThat(submissions.takeArrived()).containsExactly(big);
    assertThat(submissions.takeArrived()).isEmpty();
  }

  @Test
  void onlyTheFirstRequestOfAnEmptyQueueNotifiesTheLoop() throws Exception {
    assertThat(submissions.put(request(1))).isEqualTo(PutResult.FIRST);
    assertThat(submissions.put(request(1))).isEqualTo(PutResult.QUEUED);
    submissions.takeArrived();
    assertThat(submissions.put(request(1))).isEqualTo(PutResult.FIRST);
  }
}
