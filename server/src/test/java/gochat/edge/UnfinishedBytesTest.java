package gochat.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnfinishedBytesTest {
  private final List<String> closed = new ArrayList<>();
  private final UnfinishedBytes all = new UnfinishedBytes(100);

  @Test
  void beyondTheBoundTheConnectionThatHoldsMostIsClosed() {
    UnfinishedBytes.Part attacker = part("attacker");
    UnfinishedBytes.Part client = part("client");
    attacker.add(70);
    client.add(30);
    assertThat(closed).isEmpty();

    client.add(1);

    assertThat(closed).containsExactly("attacker");
  }

  @Test
  void handledBytesCountNoMore() {
    UnfinishedBytes.Part client = part("client");
    for (int i = 0; i < 10; i++) {
      client.add(90);
      client.add(-90);
    }
    part("other").add(100);

    assertThat(closed).isEmpty();
  }

  @Test
  void bytesOfAClosedConnectionCountNoMore() {
    UnfinishedBytes.Part attacker = part("attacker");
    attacker.add(101);
    attacker.add(50);
    attacker.add(-151);
    UnfinishedBytes.Part client = part("client");
    client.add(100);
    assertThat(closed).containsExactly("attacker");

    client.add(1);

    assertThat(closed).containsExactly("attacker", "client");
  }

  private UnfinishedBytes.Part part(String name) {
    return all.part(() -> closed.add(name));
  }
}
