package gochat.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AnswersTest {
  private final Answers answers = new Answers();

  private void send(int messages) {
    for (int i = 0; i < messages; i++) {
      answers.sent(100 + i);
    }
  }

  @Test
  void answersInAnyOrderAreFineIfPositionsAreInTheOrderOfSending() {
    send(3);

    assertThat(answers.answered(2, 30)).isEqualTo(102);
    assertThat(answers.answered(0, 10)).isEqualTo(100);
    assertThat(answers.answered(1, 20)).isEqualTo(101);
    assertThat(answers.reordered()).isZero();
    assertThat(answers.missing()).isZero();
  }

  @Test
  void aMessageStoredBeforeTheOneBeforeItIsReordered() {
    send(3);
    answers.answered(0, 20);
    answers.answered(1, 10);
    answers.answered(2, 30);

    assertThat(answers.reordered()).isOne();
  }

  @Test
  void anAnswerThatComesTwiceOrUnaskedIsToldFromOthers() {
    send(2);

    assertThat(answers.answered(1, 10)).isEqualTo(101);
    assertThat(answers.answered(1, 10)).isEqualTo(Answers.UNASKED);
    assertThat(answers.answered(0, 5)).isEqualTo(100);
    assertThat(answers.answered(0, 5)).isEqualTo(Answers.UNASKED);
    assertThat(answers.answered(2, 20)).isEqualTo(Answers.UNASKED);
  }

  @Test
  void whatIsNotAnsweredIsMissingAndTakesAPlace() {
    send(Answers.UNANSWERED_MAX);
    assertThat(answers.free()).isZero();
    answers.answered(1, 2);

    assertThat(answers.missing()).isEqualTo(Answers.UNANSWERED_MAX - 1);
    assertThat(answers.free()).isZero();
    answers.answered(0, 1);
    assertThat(answers.free()).isEqualTo(2);
  }
}
