package gochat.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ServerAddressesTest {
  private static final ServerAddress A = new ServerAddress("a", 1);
  private static final ServerAddress B = new ServerAddress("b", 1234);
  private static final ServerAddress C = new ServerAddress("::1", 3);

  @Test
  void commasSeparateTheAddresses() {
    assertThat(ServerAddresses.parse("a:1, b,[::1]:3,a:1"))
        .isEqualTo(ServerAddresses.of(A, B, C))
        .hasToString("a:1,b:1234,[::1]:3");
  }

  @Test
  void aWrongAddressIsNamed() {
    assertThatThrownBy(() -> ServerAddresses.parse("a:1,b:x")).hasMessageContaining("'x'");
    assertThatThrownBy(() -> ServerAddresses.parse("a:1,"))
        .hasMessage("host: '' (expected: a name or an address)");
    assertThatThrownBy(() -> new ServerAddresses(List.of()))
        .hasMessage("addresses: none (expected: 1 or more)");
  }

  @Test
  void listsThatShareAnAddressAreOfTheSameServer() {
    assertThat(ServerAddresses.of(A, B).isSameServer(ServerAddresses.of(B, C))).isTrue();
    assertThat(ServerAddresses.of(A).isSameServer(ServerAddresses.of(B, C))).isFalse();
  }

  @Test
  void aCycleGoesRoundAllAddresses() {
    AddressCycle cycle = new AddressCycle(ServerAddresses.of(A, B, C), new SplittableRandom(1));
    ServerAddress first = cycle.next();
    assertThat(List.of(first, cycle.next(), cycle.next())).containsExactlyInAnyOrder(A, B, C);
    assertThat(cycle.next()).isEqualTo(first);
  }

  @Test
  void clientsBeginWithDifferentAddresses() {
    Set<String> begins = new TreeSet<>();
    for (long seed = 0; seed < 50; seed++) {
      begins.add(
          new AddressCycle(ServerAddresses.of(A, B, C), new SplittableRandom(seed))
              .next()
              .toString());
    }
    assertThat(begins).hasSize(3);
  }
}
