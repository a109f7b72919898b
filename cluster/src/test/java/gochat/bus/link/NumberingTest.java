package gochat.bus.link;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NumberingTest {
  private final Numbering numbering = new Numbering();

  @Test
  void whatComesAgainOrAfterANewerMessageOfItsNodeIsPassedOver() {
    assertThat(numbering.take(1, 5)).isTrue();
    assertThat(numbering.take(1, 5)).isFalse();
    assertThat(numbering.take(1, 4)).isFalse();
    assertThat(numbering.take(2, 4)).isTrue();
    assertThat(numbering.take(1, 7)).isTrue();
  }

  @Test
  void ownMessagesArePassedOver() {
    assertThat(numbering.take(numbering.node(), numbering.next())).isFalse();
  }

  @Test
  void ofVeryManyNodesThoseThatWereHeardLastAreRemembered() {
    numbering.take(1, 5);
    numbering.take(2, 5);
    for (int node = 3; node <= 1_001; node++) {
      numbering.take(1, node);
      numbering.take(node, 5);
    }

    assertThat(numbering.take(1, 5)).isFalse();
    assertThat(numbering.take(2, 5)).isTrue();
  }
}
