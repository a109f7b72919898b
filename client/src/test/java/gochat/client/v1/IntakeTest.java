package gochat.client.v1;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gochat.client.v1.Intake.Entry;
import gochat.client.v1.Unanswered.Repeat;
import gochat.v1.ClientFrame;
import gochat.v1.SendMessageRequest;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class IntakeTest {
  private final Intake intake = new Intake();

  private static Unanswered request(int bytes) {
    SendMessageRequest message = SendMessageRequest.newBuilder().setText("x".repeat(bytes)).build();
    return new Sending(
        ClientFrame.newBuilder().setSendMessage(message).build(), Repeat.ALWAYS, 1_000);
  }

  private CompletableFuture<Entry> enterFromAnotherThread(Unanswered request) {
    var entered = new CompletableFuture<Entry>();
    Thread thread =
        Thread.startVirtualThread(() -> {
          try {
            entered.complete(intake.enter(request));
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
    Unanswered first = request(1);
    intake.enter(first);
    for (int i = 1; i < Intake.REQUESTS_MAX; i++) {
      intake.enter(request(1));
    }
    CompletableFuture<Entry> entered = enterFromAnotherThread(request(1));
    assertThat(entered).isNotDone();
    intake.leave(first);
    assertThat(entered.get(60, SECONDS)).isNotEqualTo(Entry.CLOSED);
  }

  @Test
  void bytesCountToo() throws Exception {
    Unanswered big = request(Intake.BYTES_MAX - 1_000);
    intake.enter(big);
    CompletableFuture<Entry> entered = enterFromAnotherThread(request(2_000));
    assertThat(entered).isNotDone();
    intake.leave(big);
    assertThat(entered.get(60, SECONDS)).isNotEqualTo(Entry.CLOSED);
  }

  @Test
  void whatIsBiggerThanAllTheRoomGoesAlone() throws Exception {
    assertThat(intake.enter(request(2 * Intake.BYTES_MAX))).isNotEqualTo(Entry.CLOSED);
    assertThat(enterFromAnotherThread(request(1))).isNotDone();
    intake.close();
  }

  @Test
  void nobodyWaitsOrEntersAfterTheEnd() throws Exception {
    Unanswered big = request(Intake.BYTES_MAX);
    intake.enter(big);
    CompletableFuture<Entry> waiting = enterFromAnotherThread(request(1));
    intake.close();
    assertThat(waiting.get(60, SECONDS)).isEqualTo(Entry.CLOSED);
    assertThat(intake.enter(request(1))).isEqualTo(Entry.CLOSED);
    assertThat(intake.takeArrived()).containsExactly(big);
    assertThat(intake.takeArrived()).isEmpty();
  }

  @Test
  void onlyTheFirstOfThoseWhoAreToBeTakenIsToldOf() throws Exception {
    assertThat(intake.enter(request(1))).isEqualTo(Entry.FIRST);
    assertThat(intake.enter(request(1))).isEqualTo(Entry.BEHIND_OTHERS);
    intake.takeArrived();
    assertThat(intake.enter(request(1))).isEqualTo(Entry.FIRST);
  }
}
