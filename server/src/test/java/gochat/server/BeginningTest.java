package gochat.server;

import static gochat.server.Beginning.assertIsBeginning;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BeginningTest {
  private static final List<String> LOG =
      IntStream.range(0, 10_000).mapToObj(i -> "Alice: " + i).toList();

  @Test
  void nothingIsTheBeginningOfEverything() {
    assertIsBeginning(List.of(), LOG, "heard");
    assertIsBeginning(List.of(), List.of(), "heard");
  }

  @Test
  void aPartFromTheFirstElementOnIsABeginningAndSoIsAll() {
    assertIsBeginning(LOG.subList(0, 1), LOG, "heard");
    assertIsBeginning(LOG, LOG, "heard");
  }

  @Test
  void aFailureShowsWhereTheListsPartAndHowBothGoOnThere() {
    List<String> swapped = new ArrayList<>(LOG);
    Collections.swap(swapped, 5_000, 5_001);

    AssertionError failure =
        catchThrowableOfType(AssertionError.class, () -> assertIsBeginning(swapped, LOG, "heard"));

    assertThat(failure.toString().replaceAll("\\s+", " "))
        .contains("heard: 10000 elements are no beginning of 10000, they part at index 5000")
        .contains("\"Alice: 4999\", \"Alice: 5001\", \"Alice: 5000\", \"Alice: 5002\"")
        .contains("\"Alice: 4999\", \"Alice: 5000\", \"Alice: 5001\", \"Alice: 5002\"")
        .hasSizeLessThan(1_000);
  }

  @Test
  void whatGoesOnBehindTheEndOfTheOtherIsNoBeginning() {
    assertThatThrownBy(() -> assertIsBeginning(LOG, LOG.subList(0, 9_000), "heard"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("index 9000")
        .hasMessageContaining("\"Alice: 9000\"");
  }
}
