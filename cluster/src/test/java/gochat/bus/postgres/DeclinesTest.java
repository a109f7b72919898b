package gochat.bus.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DeclinesTest {
  private static final long QUESTION = 5;
  private static final long A = 1;
  private static final long B = 2;

  /// As long as a node may be silent.
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(5);

  private final Declines declines = new Declines(-PATIENCE);

  private List<Long> taken() {
    return declines.takeDeclined(0, _ -> true);
  }

  @Test
  void otherNodesMayNotHaveBeenHeardInTheFirstFiveSeconds() {
    Declines fresh = new Declines(0);
    fresh.asked(QUESTION, 9);
    fresh.heard(9);
    assertThat(fresh.takeDeclined(PATIENCE - 1, _ -> true)).isEmpty();

    assertThat(fresh.takeDeclined(PATIENCE, _ -> true)).containsExactly(QUESTION);
  }

  @Test
  void aNodeThatIsAloneKnowsItWhenItsQuestionHasComeBack() {
    declines.heard(8);
    declines.asked(QUESTION, 9);
    assertThat(taken()).isEmpty();

    declines.heard(9);
    assertThat(taken()).containsExactly(QUESTION);
    assertThat(taken()).isEmpty();
  }

  @Test
  void eachOtherNodeHasToDecline() {
    declines.lives(A, 0);
    declines.lives(B, 0);
    declines.asked(QUESTION, 9);
    declines.heard(9);
    declines.declined(QUESTION, A);
    assertThat(taken()).isEmpty();

    declines.declined(QUESTION, B);
    assertThat(taken()).containsExactly(QUESTION);
  }

  @Test
  void aNodeThatLeftNeedNotDecline() {
    declines.lives(A, 0);
    declines.asked(QUESTION, 9);
    declines.heard(9);
    assertThat(taken()).isEmpty();

    declines.left(A);
    assertThat(taken()).containsExactly(QUESTION);
  }

  @Test
  void aNodeThatIsSilentForFiveSecondsNeedNotDecline() {
    declines.lives(A, 0);
    declines.asked(QUESTION, 9);
    declines.heard(9);
    assertThat(declines.takeDeclined(PATIENCE, _ -> true)).isEmpty();

    assertThat(declines.takeDeclined(PATIENCE + 1, _ -> true)).containsExactly(QUESTION);
  }

  @Test
  void aQuestionThatIsOverIsForgotten() {
    declines.asked(QUESTION, 9);
    assertThat(declines.takeDeclined(0, _ -> false)).isEmpty();

    declines.heard(9);
    assertThat(taken()).isEmpty();
  }
}
