package gochat.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SequenceCheckTest {
  private final SequenceCheck check = new SequenceCheck(2);

  private void received(int... sequences) {
    for (int sequence : sequences) {
      check.received(0, sequence);
    }
  }

  @Test
  void messagesInOrderAreFine() {
    received(0, 1, 2);
    check.received(1, 0);

    assertThat(check.lost(0, 3)).isZero();
    assertThat(check.lost(1, 1)).isZero();
    assertThat(check.doubled()).isZero();
    assertThat(check.reordered()).isZero();
  }

  @Test
  void aHoleAndAMissingEndAreLosses() {
    received(0, 3, 4);

    assertThat(check.lost(0, 7)).isEqualTo(2 + 2);
    assertThat(check.doubled() + check.reordered()).isZero();
  }

  @Test
  void aMessageThatComesTwiceIsDoubled() {
    received(0, 1, 1, 0, 2);

    assertThat(check.doubled()).isEqualTo(2);
    assertThat(check.lost(0, 3) + check.reordered()).isZero();
  }

  @Test
  void aMessageThatComesLateIsReorderedAndNotLost() {
    received(0, 2, 1, 3, 1);

    assertThat(check.reordered()).isEqualTo(1);
    assertThat(check.doubled()).isEqualTo(1);
    assertThat(check.lost(0, 4)).isZero();
  }
}
