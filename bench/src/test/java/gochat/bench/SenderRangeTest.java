package gochat.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SenderRangeTest {
  private static List<Integer> heard(SenderRange senderRange) {
    return IntStream.range(0, senderRange.senders()).filter(senderRange::contains).boxed().toList();
  }

  @Test
  void aClientExpectsTheMessagesOfItsSenders() {
    assertThat(heard(SenderRange.all(4))).containsExactly(0, 1, 2, 3);
    assertThat(heard(SenderRange.allBut(1, 4))).containsExactly(0, 2, 3);
    assertThat(heard(SenderRange.allBut(3, 4))).containsExactly(0, 1, 2);
    assertThat(heard(SenderRange.allBut(0, 1))).isEmpty();
    assertThat(heard(SenderRange.one(2, 4))).containsExactly(2);
    assertThat(heard(new SenderRange(3, 2, 4))).containsExactly(0, 3);
    assertThat(SenderRange.none().contains(0)).isFalse();
  }

  @Test
  void eachSenderHasASlotOfItsOwn() {
    SenderRange senderRange = new SenderRange(2, 3, 4);

    for (int slot = 0; slot < senderRange.count(); slot++) {
      assertThat(senderRange.slot(senderRange.sender(slot))).isEqualTo(slot);
    }
  }
}
