package gochat.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HearingTest {
  private static List<Integer> heard(Hearing hearing) {
    return IntStream.range(0, hearing.senders()).filter(hearing::contains).boxed().toList();
  }

  @Test
  void oneHearsWhomOneIsToHear() {
    assertThat(heard(Hearing.all(4))).containsExactly(0, 1, 2, 3);
    assertThat(heard(Hearing.allBut(1, 4))).containsExactly(0, 2, 3);
    assertThat(heard(Hearing.allBut(3, 4))).containsExactly(0, 1, 2);
    assertThat(heard(Hearing.allBut(0, 1))).isEmpty();
    assertThat(heard(Hearing.of(2, 4))).containsExactly(2);
    assertThat(heard(new Hearing(3, 2, 4))).containsExactly(0, 3);
    assertThat(Hearing.none().contains(0)).isFalse();
  }

  @Test
  void eachSenderHasASlotOfItsOwn() {
    Hearing hearing = new Hearing(2, 3, 4);

    for (int slot = 0; slot < hearing.count(); slot++) {
      assertThat(hearing.slot(hearing.sender(slot))).isEqualTo(slot);
    }
  }
}
