package gochat.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Metadata;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GrpcHeadersTest {
  private static final Metadata.Key<byte[]> SEAL =
      Metadata.Key.of("seal-bin", Metadata.BINARY_BYTE_MARSHALLER);
  private static final Metadata.Key<String> NOTE =
      Metadata.Key.of("note", Metadata.ASCII_STRING_MARSHALLER);

  @Test
  void metadataSurvivesBothWays() {
    Metadata sent = new Metadata();
    Random random = new Random(3);
    for (int length = 0; length < 20; length++) {
      byte[] seal = new byte[length];
      random.nextBytes(seal);
      sent.put(SEAL, seal);
      sent.put(NOTE, "n".repeat(length));
    }
    Http2Headers headers = new DefaultHttp2Headers();
    GrpcHeaders.addTo(headers, sent);
    Metadata received = GrpcHeaders.toMetadata(headers);

    assertThat(received.getAll(NOTE)).containsExactlyElementsOf(sent.getAll(NOTE));
    assertThat(received.getAll(SEAL))
        .usingElementComparator(java.util.Arrays::compare)
        .containsExactlyElementsOf(sent.getAll(SEAL));
  }

  @Test
  void binaryValuesMayBeJoinedOrPadded() {
    Http2Headers headers = new DefaultHttp2Headers().add("seal-bin", "AQ==,Ag, AwQ=");

    assertThat(GrpcHeaders.toMetadata(headers).getAll(SEAL))
        .containsExactly(new byte[] {1}, new byte[] {2}, new byte[] {3, 4});
  }

  @Test
  void theTransportsOwnHeadersAndNonsenseAreNoMetadata() {
    Http2Headers headers =
        new DefaultHttp2Headers()
            .path("/a/b")
            .add("content-type", "application/grpc")
            .add("te", "trailers")
            .add("grpc-timeout", "1S")
            .add("seal-bin", "!not base64!")
            .add("note", "kept");

    assertThat(GrpcHeaders.toMetadata(headers).keys()).containsExactly("note");
  }
}
