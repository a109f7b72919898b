package gochat.edge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class TlsEngineTest {
  @Test
  @EnabledOnOs(OS.LINUX)
  void theLibraryForLinuxIsShipped() {
    assertThat(TlsEngine.best()).isEqualTo(TlsEngine.BORINGSSL);
  }
}
