package gochat.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Attributes;
import io.grpc.Grpc;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginTest {
  private static Attributes.Builder from(SocketAddress remote) {
    return Attributes.newBuilder().set(Grpc.TRANSPORT_ATTR_REMOTE_ADDR, remote);
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.1, true", "127.9.9.9, true", "::1, true", "192.0.2.7, false"})
  void inPlaintextOnlyThisMachineIsPrivate(String address, boolean isPrivate) {
    Origin origin = Origin.of(from(new InetSocketAddress(address, 4_711)).build());

    assertThat(origin.isPrivate()).isEqualTo(isPrivate);
    assertThat(origin.address()).isEqualTo(new InetSocketAddress(address, 0).getAddress());
  }

  @Test
  void encryptedEverythingIsPrivate() throws Exception {
    SSLSession tls = SSLContext.getDefault().createSSLEngine().getSession();
    Attributes connection =
        from(new InetSocketAddress("192.0.2.7", 4_711))
            .set(Grpc.TRANSPORT_ATTR_SSL_SESSION, tls)
            .build();

    assertThat(Origin.of(connection).isPrivate()).isTrue();
  }

  @Test
  void aConnectionWithoutAnAddressIsNotPrivate() {
    assertThat(Origin.of(Attributes.EMPTY).isPrivate()).isFalse();
    assertThat(Origin.of(from(UnixDomainSocketAddress.of("/tmp/x")).build()).isPrivate()).isFalse();
    assertThat(
            Origin.of(from(InetSocketAddress.createUnresolved("localhost", 1)).build()).isPrivate())
        .isFalse();
  }
}
