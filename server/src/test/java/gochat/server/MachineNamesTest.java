package gochat.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MachineNamesTest {
  @Test
  void aMachineIsKnownByItsLabelWithItsDomainsAndWithLocal() {
    assertThat(MachineNames.of("box.corp.example", List.of("home.example")))
        .containsExactly("box.corp.example", "box", "box.local", "box.home.example");
    assertThat(MachineNames.of("", List.of("home.example"))).isEmpty();
  }

  @Test
  void theDomainsAreThoseThatTheResolverSearches() {
    assertThat(
            MachineNames.domains(
                List.of("# a comment", "nameserver 192.0.2.1", "search a.example  b.example", "")))
        .containsExactly("a.example", "b.example");
  }
}
