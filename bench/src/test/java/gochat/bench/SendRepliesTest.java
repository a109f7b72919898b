package gochat.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SendRepliesTest {
  private final SendReplies replies = new SendReplies();

  private void send(int messages) {
    for (int i = 0; i < messages; i++) {
      replies.sent(100 + i);
    }
  }

  @Test
  void answersInAnyOrderAreFineIfPositionsAreInTheOrderOfSending() {
    send(3);

    assertThat(replies.answered(2, 30)).isEqualTo(102);
    assertThat(replies.answered(0, 10)).isEqualTo(100);
    assertThat(replies.answered(1, 20)).isEqualTo(101);
    assertThat(replies.reordered()).isZero();
    assertThat(replies.missing()).isZero();
  }

  @Test
  void aMessageStoredBeforeTheOneBeforeItIsReordered() {
    send(3);
    replies.answered(0, 20);
    replies.answered(1, 10);
    replies.answered(2, 30);

    assertThat(replies.reordered()).isOne();
  }

  @Test
  void aRepeatedOrUnrequestedReplyIsDetected() {
    send(2);

    assertThat(replies.answered(1, 10)).isEqualTo(101);
    assertThat(replies.answered(1, 10)).isEqualTo(SendReplies.UNEXPECTED);
    assertThat(replies.answered(0, 5)).isEqualTo(100);
    assertThat(replies.answered(0, 5)).isEqualTo(SendReplies.UNEXPECTED);
    assertThat(replies.answered(2, 20)).isEqualTo(SendReplies.UNEXPECTED);
  }

  @Test
  void anUnansweredRequestIsMissingAndTakesAPlace() {
    send(SendReplies.UNANSWERED_MAX);
    assertThat(replies.free()).isZero();
    replies.answered(1, 2);

    assertThat(replies.missing()).isEqualTo(SendReplies.UNANSWERED_MAX - 1);
    assertThat(replies.free()).isZero();
    replies.answered(0, 1);
    assertThat(replies.free()).isEqualTo(2);
  }
}
