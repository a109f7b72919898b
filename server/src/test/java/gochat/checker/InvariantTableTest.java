package gochat.checker;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import gochat.shard.FaultyShard.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class InvariantTableTest {
  @Test
  void theDocumentListsEachInvariantWithItsPlantedFaults() throws Exception {
    assertThat(Files.readString(Path.of("../docs/reliability.md")))
        .contains(
            Stream.of(Invariant.values()).map(InvariantTableTest::row).collect(joining("\n")));
  }

  private static String row(Invariant invariant) {
    String faults =
        Stream.of(Fault.values())
            .filter(fault -> fault != Fault.NONE && fault.breaks() == invariant)
            .map(fault -> "`" + fault + "`")
            .collect(joining(", "));
    return "| `%s` | %s | %s |".formatted(invariant, invariant.promise(), faults);
  }
}
