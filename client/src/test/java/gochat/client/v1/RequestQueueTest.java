package gochat.client.v1;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gochat.client.v1.PendingRequest.Repeat;
import gochat.client.v1.RequestQueue.Admission;
import gochat.v1.ClientFrame;
import gochat.v1.SendMessageRequest;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RequestQueueTest {
  private final RequestQueue requestQueue = new RequestQueue();

  private static PendingRequest request(int bytes) {
    SendMessageRequest message = SendMessageRequest.newBuilder().setText("x".repeat(bytes)).build();
    return new PendingMessage(
        ClientFrame.newBuilder().setSendMessage(message).build(), Repeat.ALWAYS, 1_000);
  }

  private CompletableFuture<Admission> enterFromAnotherThread(PendingRequest request) {
    var entered = new CompletableFuture<Admission>();
    Thread thread =
        Thread.startVirtualThread(() -> {
          try {
            entered.complete(requestQueue.put(request));
          } catch (InterruptedException e) {
            entered.completeExceptionally(e);
          }
        });
    await()
        .until(() ->
            thread.getState() != Thread.State.RUNNABLE && thread.getState() != Thread.State.NEW);
    return entered;
  }

  @Test
  void whoIsOneTooManyWaitsUntilAnotherHasItsAnswer() throws Exception {
    PendingRequest first = request(1);
    requestQueue.put(first);
    for (int i = 1; i < RequestQueue.REQUESTS_MAX; i++) {
      requestQueue.put(request(1));
    }
    CompletableFuture<Admission> entered = enterFromAnotherThread(request(1));
    assertThat(entered).isNotDone();
    requestQueue.release(first);
    assertThat(entered.get(60, SECONDS)).isNotEqualTo(Admission.CLOSED);
  }

  @Test
  void bytesCountToo() throws Exception {
    PendingRequest big = request(RequestQueue.BYTES_MAX - 1_000);
    requestQueue.put(big);
    CompletableFuture<Admission> entered = enterFromAnotherThread(request(2_000));
    assertThat(entered).isNotDone();
    requestQueue.release(big);
    assertThat(entered.get(60, SECONDS)).isNotEqualTo(Admission.CLOSED);
  }

  @Test
  void whatIsBiggerThanAllTheRoomGoesAlone() throws Exception {
    assertThat(requestQueue.put(request(2 * RequestQueue.BYTES_MAX)))
        .isNotEqualTo(Admission.CLOSED);
    assertThat(enterFromAnotherThread(request(1))).isNotDone();
    requestQueue.close();
  }

  @Test
  void nobodyWaitsOrEntersAfterTheEnd() throws Exception {
    PendingRequest big = request(RequestQueue.BYTES_MAX);
    requestQueue.put(big);
    CompletableFuture<Admission> waiting = enterFromAnotherThread(request(1));
    requestQueue.close();
    assertThat(waiting.get(60, SECONDS)).isEqualTo(Admission.CLOSED);
    assertThat(requestQueue.put(request(1))).isEqualTo(Admission.CLOSED);
    assertThat(requestQueue.takeArrived()).containsExactly(big);
    assertThat(requestQueue.takeArrived()).isEmpty();
  }

  @Test
  void onlyTheFirstOfThoseWhoAreToBeTakenIsToldOf() throws Exception {
    assertThat(requestQueue.put(request(1))).isEqualTo(Admission.FIRST);
    assertThat(requestQueue.put(request(1))).isEqualTo(Admission.QUEUED);
    requestQueue.takeArrived();
    assertThat(requestQueue.put(request(1))).isEqualTo(Admission.FIRST);
  }
}
