package gochat.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Metadata;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetadataTextTest {
  @ParameterizedTest
  @CsvSource({
    "plain text, plain text",
    "100 %, 100 %25",
    "你好, %E4%BD%A0%E5%A5%BD",
    "'a\r\nb', a%0D%0Ab",
    "~, ~"
  })
  void messagesArePercentEncoded(String message, String encoded) {
    assertThat(MetadataText.percentEncode(message)).isEqualTo(encoded);
  }

  @Test
  void headersOfTheTransportAreNoMetadata() {
    Metadata metadata = new Metadata();
    MetadataText.put(metadata, "connection", "Upgrade");
    MetadataText.put(metadata, "te", "trailers");
    MetadataText.put(metadata, "not a name", "x");
    MetadataText.put(metadata, "seal-bin", "not base64!");
    MetadataText.put(metadata, "note", "kept");

    assertThat(metadata.keys()).containsExactly("note");
  }

  @ParameterizedTest
  @CsvSource({
    "1n, 1",
    "2u, 2000",
    "3m, 3000000",
    "4S, 4000000000",
    "5M, 300000000000",
    "1H, 3600000000000",
    "0S, 0",
    "99999999H, 9223372036854775807"
  })
  void aTimeoutIsDigitsAndAUnit(String text, long nanos) {
    assertThat(MetadataText.timeoutNanos(text)).isEqualTo(OptionalLong.of(nanos));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "S", "1", "1s", "-1S", "+1S", "123456789S", "1.5S", " 1S", "1 S"})
  void nonsenseIsNoTimeout(String text) {
    assertThat(MetadataText.timeoutNanos(text)).isEmpty();
  }
}
