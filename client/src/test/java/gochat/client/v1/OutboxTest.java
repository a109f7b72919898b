package gochat.client.v1;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.client.v1.PendingRequest.Repeat;
import gochat.v1.ClientFrame;
import gochat.v1.Reply;
import gochat.v1.SendMessageRequest;
import gochat.v1.SendMessageResponse;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboxTest {
  private final Outbox outbox = new Outbox();

  private PendingMessage add(long id, Repeat repeat) {
    PendingMessage sending =
        new PendingMessage(ClientFrame.newBuilder().setId(id).build(), repeat, 1_000);
    outbox.add(sending);
    return sending;
  }

  private List<Long> handOverAll(boolean hasAccount) {
    List<Long> ids = new ArrayList<>();
    for (PendingRequest next = outbox.next(hasAccount);
        next != null;
        next = outbox.next(hasAccount)) {
      ids.add(next.frame().getId());
    }
    return ids;
  }

  private void answer(long id) {
    PendingRequest request = outbox.answeredBy(Reply.newBuilder().setId(id).build());
    assertThat(request).isNotNull();
    assertThat(outbox.remove(request)).isTrue();
  }

  @Test
  void unansweredRequestsOfABrokenConnectionAreSentAgainBeforeNewerOnes() {
    for (long id = 1; id <= 4; id++) {
      add(id, Repeat.ALWAYS);
    }
    assertThat(handOverAll(true)).containsExactly(1L, 2L, 3L, 4L);
    answer(2);
    add(5, Repeat.ALWAYS);
    assertThat(outbox.connectionBroke()).isEmpty();
    add(6, Repeat.ALWAYS);
    assertThat(handOverAll(true)).containsExactly(1L, 3L, 4L, 5L, 6L);
  }

  @Test
  void anUnrepeatableRequestIsLostWithItsConnection() {
    add(1, Repeat.ALWAYS);
    PendingMessage once = add(2, Repeat.NEVER);
    handOverAll(true);
    PendingMessage notYetOut = add(3, Repeat.NEVER);
    assertThat(outbox.connectionBroke()).containsExactly(once);
    assertThat(handOverAll(true)).containsExactly(1L, 3L);
    assertThat(notYetOut.wasHandedOver()).isTrue();
  }

  @Test
  void aPrivateMessageOfAGuestIsNotRepeatedButOneOfAnAccountIs() {
    add(1, Repeat.WITH_ACCOUNT);
    handOverAll(true);
    assertThat(outbox.connectionBroke()).isEmpty();
    handOverAll(false);
    assertThat(outbox.connectionBroke()).hasSize(1);
    assertThat(outbox.isEmpty()).isTrue();
  }

  @Test
  void aReplyWithoutARequestIsIgnored() {
    PendingMessage sending = add(1, Repeat.ALWAYS);
    handOverAll(true);
    assertThat(outbox.remove(sending)).isTrue();
    assertThat(outbox.remove(sending)).isFalse();
    assertThat(outbox.answeredBy(Reply.newBuilder().setId(1).build())).isNull();
  }

  @Test
  void theBiggestRequestIsTheOneThatWasTooLong() {
    add(1, Repeat.ALWAYS);
    ClientFrame big =
        ClientFrame.newBuilder()
            .setId(2)
            .setSendMessage(SendMessageRequest.newBuilder().setText("x".repeat(200_000)))
            .build();
    PendingMessage tooLong = new PendingMessage(big, Repeat.ALWAYS, 1_000);
    outbox.add(tooLong);
    add(3, Repeat.ALWAYS);
    assertThat(outbox.biggest()).isNull();
    handOverAll(true);
    assertThat(outbox.biggest()).isSameAs(tooLong);
  }

  @Test
  void aMessageThatWasNeverHandedOverDefinitelyFailed() {
    PendingMessage sending = add(1, Repeat.ALWAYS);
    sending.fail(Status.Code.DEADLINE_EXCEEDED, "too late");
    assertThat(sending.outcome().join())
        .isEqualTo(new Outcome.Failed(Status.Code.DEADLINE_EXCEEDED, "too late"));
  }

  @Test
  void aMessageThatWasHandedOverEndsUnknown() {
    PendingMessage sending = add(1, Repeat.ALWAYS);
    handOverAll(true);
    sending.fail(Status.Code.DEADLINE_EXCEEDED, "too late");
    assertThat(sending.outcome().join()).isEqualTo(new Outcome.Unknown("too late"));
  }

  @Test
  void anEmptyReplyIsNoSuccess() {
    PendingMessage sending = add(1, Repeat.ALWAYS);
    handOverAll(true);
    assertThat(
            sending.answer(
                Reply.newBuilder()
                    .setSendMessage(SendMessageResponse.getDefaultInstance())
                    .build()))
        .isTrue();
    assertThat(sending.outcome().join()).isInstanceOf(Outcome.Unknown.class);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void eachConnectionGetsTheUnansweredRequestsInOrder(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    long nextId = 1;
    List<Long> unanswered = new ArrayList<>();
    List<Long> onThisConnection = new ArrayList<>();
    for (int step = 0; step < 2_000; step++) {
      switch (random.nextInt(8)) {
        case 0 -> {
          assertThat(outbox.connectionBroke()).isEmpty();
          onThisConnection.clear();
        }
        case 1, 2 -> {
          if (!onThisConnection.isEmpty()) {
            Long id = onThisConnection.get(random.nextInt(onThisConnection.size()));
            if (unanswered.remove(id)) {
              answer(id);
            }
          }
        }
        case 3, 4, 5 -> {
          add(nextId, Repeat.ALWAYS);
          unanswered.add(nextId++);
        }
        default -> {
          PendingRequest next = outbox.next(true);
          if (next != null) {
            onThisConnection.add(next.frame().getId());
          }
        }
      }
      assertThat(onThisConnection).isSorted();
    }
    outbox.connectionBroke();
    assertThat(handOverAll(true)).isEqualTo(unanswered);
  }
}
