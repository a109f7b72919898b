package gochat.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Metadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
}
