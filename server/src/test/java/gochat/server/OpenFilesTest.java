package gochat.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gochat.limit.LimitTable.Holds;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenFilesTest {
  @ParameterizedTest
  @CsvSource({
    "20000, 1048576, 20000",
    "20000, 20256, 20000",
    "20000, 20000, 19744",
    "20000, 1024, 768",
    "20000, 300, 75",
    "10, 1024, 10"
  })
  @Holds("server.reserved-files")
  void connectionsLeaveFilesToTheRestOfTheServer(int wanted, int files, int possible) {
    assertThat(new OpenFiles(OptionalInt.of(files)).connectionsMax(wanted)).isEqualTo(possible);
  }

  @Test
  void aLimitThatIsTooLowForTheServerItselfStopsTheStart() {
    assertThatThrownBy(() -> new OpenFiles(OptionalInt.of(255)).connectionsMax(10))
        .isInstanceOf(ConfigException.class)
        .hasMessage("limit of open files: 255 (expected: at least 256); raise it with ulimit -n");
  }

  @Test
  void anUnknownLimitOfFilesTakesNothingAway() {
    assertThat(new OpenFiles(OptionalInt.empty()).connectionsMax(20_000)).isEqualTo(20_000);
  }

  @Test
  void theLimitIsTheOneInForce() {
    String limits =
        """
        Limit                     Soft Limit           Hard Limit           Units
        Max processes             96351                96351                processes
        Max open files            1024                 524288               files
        """;
    assertThat(OpenFiles.parse(limits).max()).hasValue(1_024);
    assertThat(OpenFiles.parse("Max open files            4294967296 4294967296").max())
        .hasValue(Integer.MAX_VALUE);
    assertThat(OpenFiles.parse("Max open files            unlimited unlimited").max()).isEmpty();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void theLimitOfThisProcessIsReadOnLinux() {
    assertThat(OpenFiles.ofThisProcess().max()).isPresent();
  }
}
