package gochat.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class LimitTableTest {
  private static final Path PAGE = Path.of("../docs/limits.md");

  private final LimitsPage page = new LimitsPage();

  @Test
  void everyLimitHasAKeyOfItsOwn() {
    assertThat(LimitTable.all().map(Limit::key)).doesNotHaveDuplicates();
  }

  @Test
  void everyLimitIsHeldByATest() {
    assertThat(page.tests().keySet())
        .containsExactlyInAnyOrderElementsOf(LimitTable.all().map(Limit::key).toList());
  }

  /// With `-Dgochat.docs.write=true` it writes the page instead.
  @Test
  void thePageInTheDocumentationIsMadeOfTheTable() throws IOException {
    if (Boolean.getBoolean("gochat.docs.write")) {
      Files.writeString(PAGE, page.text());
    }

    assertThat(PAGE).hasContent(page.text());
  }

  @Test
  void whatCanBeSetIsStandardWithinItsRange() {
    List<Limit> settable = LimitTable.all().filter(limit -> limit.configurable() != null).toList();

    assertThat(settable)
        .isNotEmpty()
        .allMatch(limit ->
            limit.standard() >= limit.range().min() && limit.standard() <= limit.range().max());
  }

  @Test
  void aServerHasTheStandardLimitsButForThoseThatWereSet() {
    Limits limits = Limits.STANDARD.with(StreamLimit.PER_CONNECTION, 7);

    assertThat(limits.of(StreamLimit.PER_CONNECTION)).isEqualTo(7);
    assertThat(limits.of(ConnectionLimit.OPEN)).isEqualTo(ConnectionLimit.OPEN.standardInt());
    assertThat(limits.with(StreamLimit.PER_CONNECTION, StreamLimit.PER_CONNECTION.standardInt()))
        .isEqualTo(Limits.STANDARD);
    assertThatThrownBy(ConnectionLimit.OPEN::standardNanos)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("connection.max is no time");
  }
}
