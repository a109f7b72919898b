package gochat.bus.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gochat.bus.Bus;
import gochat.bus.BusException;
import gochat.tls.TestCertificates;
import io.nats.client.NKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Collections;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which servers a node trusts, and how it proves itself.
class NatsTrustTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // set before each test
  private Path directory;

  private static void connects(String url, @Nullable Path credentials, @Nullable Path authorities) {
    try (Bus bus = NatsBus.open(NatsConfig.parse(url, credentials, authorities), "gochat")) {
      assertThat(bus.status().isConnected()).isTrue();
    }
  }

  @Test
  void theSeedOfAnNKeyLetsANodeInAndNoOther() throws Exception {
    NKey key = NKey.createUser(new SecureRandom());
    Path seed = directory.resolve("node.nk");
    Files.writeString(seed, new String(key.getSeed()) + "\n");
    Path otherSeed = directory.resolve("other.nk");
    Files.writeString(otherSeed, new String(NKey.createUser(new SecureRandom()).getSeed()) + "\n");
    String user =
        "{ nkey: %s, permissions: { publish: \"gochat.>\", subscribe: \"gochat.>\" } }"
            .formatted(new String(key.getPublicKey()));
    try (TestNats server =
        TestNats.start(directory, "authorization { users = [ " + user + " ] }")) {
      connects(server.url(), seed, null);
      assertThatThrownBy(() -> connects(server.url(), otherSeed, null))
          .isInstanceOf(BusException.class)
          .hasMessageContaining("Authorization Violation");
      assertThatThrownBy(() -> connects(server.url(), null, null)).isInstanceOf(BusException.class);
    }
  }

  /// The library that jnats names has the same classes again.
  @Test
  void jnatsSignsWithTheServersLibrary() throws IOException {
    String signer = "org/bouncycastle/crypto/signers/Ed25519Signer.class";

    assertThat(Collections.list(NKey.class.getClassLoader().getResources(signer)))
        .isNotEmpty()
        .allSatisfy(place -> assertThat(place.toString()).contains("bcprov-jdk18on"));
  }

  @Test
  void aMissingFileOfCredentialsIsNamed() throws IOException {
    try (TestNats server = TestNats.start(directory)) {
      assertThatThrownBy(() -> connects(server.url(), Path.of("/none.creds"), null))
          .isInstanceOf(BusException.class)
          .hasMessageContaining("/none.creds can't be read");
    }
  }

  @Test
  void overTlsTheServerProvesItsName() throws IOException {
    try (TestNats server = startWithCertificateOf("127.0.0.1")) {
      connects(tls(server), null, directory.resolve("cert.pem"));
      assertThatThrownBy(() -> connects(tls(server), null, null)).isInstanceOf(BusException.class);
    }
  }

  @Test
  void aTrustedCertificateForAnotherNameIsRefused() throws IOException {
    try (TestNats server = startWithCertificateOf("other.example")) {
      assertThatThrownBy(() -> connects(tls(server), null, directory.resolve("cert.pem")))
          .isInstanceOf(BusException.class);
    }
  }

  @Test
  void aServerWithoutTlsIsRefused() throws IOException {
    try (TestNats server = TestNats.start(directory)) {
      assertThatThrownBy(() -> connects(tls(server), null, null)).isInstanceOf(BusException.class);
    }
  }

  private TestNats startWithCertificateOf(String name) throws IOException {
    Path certificate = directory.resolve("cert.pem");
    Path key = directory.resolve("key.pem");
    TestCertificates.write(TestCertificates.make(name), certificate, key);
    return TestNats.start(
        directory, "tls { cert_file: \"%s\", key_file: \"%s\" }".formatted(certificate, key));
  }

  private static String tls(TestNats server) {
    return "tls://127.0.0.1:" + server.port();
  }
}
