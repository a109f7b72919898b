package gochat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Servers and clients take settings from variables, and those of tests inherit theirs from this
/// process. Continuous integration builds with some that would break them.
class MachineVariablesTest {
  @Test
  void noSettingOfTheMachineReachesTheTests() {
    assertThat(System.getenv().keySet()).noneMatch(name -> name.startsWith("GOCHAT_"));
  }
}
