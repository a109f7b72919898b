package gochat.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LimitTableTest {
  private static final Path PAGE = Path.of("../docs/limits.md");

  private static final Pattern BOUND =
      Pattern.compile(
          "\\b(?:int|long|Duration) (?<name>[A-Z_]*(?:MAX|TIMEOUT|DEADLINE|BACKLOG|CACHE)[A-Z_]*)"
              + "\\s*=(?<value>[^;]*\\d[^;]*);");

  /// Bounds that a protocol sets, sizes of batches and pieces, and bounds that no client can reach.
  private static final Set<String> NO_LIMITS =
      Set.of(
          "Backoff.java DELAYS_MAX",
          "CopyCheck.java DEFECTS_NAMED_MAX",
          "DamageLog.java ROWS_MAX",
          "Departure.java SILENCE_MAX",
          "Departure.java STORE_MAX",
          "Departure.java STREAMS_MAX",
          "EventKey.java SEQ_MAX",
          "EventWriter.java ROWS_MAX",
          "HistoryCalls.java NANOS_MAX",
          "HistoryCalls.java TIME_SECONDS_MAX",
          "OutboundBytes.java PIECE_BYTES_MAX",
          "PasswordHashing.java IDLE_MS_MAX",
          "RepetitionLookUp.java KEYS_MAX",
          "SelfSignedCertificate.java ADDRESSES_MAX",
          "SharedFlowController.java FRAME_BYTES_MAX",
          "SharedFrames.java FRAME_PAYLOAD_BYTES_MAX",
          "SocketFile.java PATH_BYTES_MAX",
          "SocketOutput.java PIECE_BYTES_MAX",
          "UserName.java TYPED_CHARS_MAX",
          "WebLimits.java JSON_BYTES_PER_BYTE_MAX",
          "WebSocketFrames.java CONTROL_BYTES_MAX");

  private static final LimitTable TABLE = new LimitTable();

  @Test
  void everyLimitHasAKeyOfItsOwn() {
    assertThat(LimitTable.all().map(Limit::key)).doesNotHaveDuplicates();
  }

  @Test
  void everyLimitIsHeldByATest() {
    assertThat(TABLE.tests().keySet())
        .containsExactlyInAnyOrderElementsOf(LimitTable.all().map(Limit::key).toList());
  }

  @Test
  void aConstantThatBoundsSomethingHasItsNumberInTheTable() throws IOException {
    Map<String, String> numbers = new TreeMap<>();
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java/gochat"))) {
      for (Path source : sources.filter(Files::isRegularFile).toList()) {
        BOUND
            .matcher(Files.readString(source))
            .results()
            .filter(bound -> !bound.group("value").contains("Limit."))
            .forEach(bound ->
                numbers.put(source.getFileName() + " " + bound.group("name"), bound.group()));
      }
    }

    assertThat(numbers).containsOnlyKeys(NO_LIMITS);
  }

  /// With `-Dgochat.docs.write=true` it writes the page instead.
  @Test
  void thePageInTheDocumentationIsMadeOfTheTable() throws IOException {
    if (Boolean.getBoolean("gochat.docs.write")) {
      Files.writeString(PAGE, TABLE.text());
    }

    assertThat(PAGE).hasContent(TABLE.text());
  }

  @Test
  void theStandardOfASettableLimitIsWithinItsRange() {
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
        .hasMessage("connection.max is not a time");
  }
}
