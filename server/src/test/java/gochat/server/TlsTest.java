package gochat.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gochat.grpc.NoLeaks;
import gochat.tls.SelfSigned;
import gochat.tls.TlsException;
import gochat.tls.TlsIdentity;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// A chat over TLS, with grpc-java, on a server with a certificate of its own.
@Timeout(60)
@ExtendWith(NoLeaks.class)
class TlsTest {
  private static final int WINDOW_BYTES = 65_535;
  private static final int BACKLOG = 3_000;
  private static final String KILOBYTE = "x".repeat(1_000);

  @RegisterExtension
  final ServerFixture server = new ServerFixture(Map.of(Setting.TLS, "self-signed"));

  @TempDir private Path directory;

  @Test
  void clientsWithAndWithoutTlsChatWithEachOther() throws Exception {
    TestClient alice = TestClient.on(server.tlsChannel(WINDOW_BYTES)).register("Alice");
    TestClient bob = TestClient.on(server.tlsChannel(WINDOW_BYTES)).register("Bob");
    TestClient carol = server.join("Carol");

    alice.say("to all");
    bob.expect("Alice", "", "to all");
    carol.expect("Alice", "", "to all");
    carol.send("", "Alice", "晚上见？");
    alice.expect("Carol", "Alice", "晚上见？");
  }

  @Test
  void healthIsAnsweredOverTls() throws Exception {
    HealthCheckRequest question = HealthCheckRequest.getDefaultInstance();
    assertThat(
            HealthGrpc.newBlockingStub(server.tlsChannel(WINDOW_BYTES)).check(question).getStatus())
        .isEqualTo(ServingStatus.SERVING);
  }

  @Test
  void everyoneGetsTheSameBytesWhateverTheRecordsLookLike() throws Exception {
    List<TestClient> readers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      readers.add(TestClient.on(server.tlsChannel(WINDOW_BYTES)).register("reader" + i));
    }
    readers.add(server.join("plain"));
    TestClient alice = TestClient.on(server.tlsChannel(WINDOW_BYTES)).register("Alice");
    // From a fraction of a TLS record to several of them, and several HTTP/2 frames.
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      texts.add(i + "y".repeat(i % 20 == 0 ? 60_000 : i * 37));
    }
    for (String text : texts) {
      alice.say(text);
    }

    for (TestClient reader : readers) {
      assertThat(reader.nextTexts(texts.size())).isEqualTo(texts);
    }
  }

  @Test
  void aSlowReaderGetsEverythingOnceItReads() throws Exception {
    TestClient slow = TestClient.lazyOn(server.tlsChannel(WINDOW_BYTES)).register("Slow");
    TestClient alice = TestClient.on(server.tlsChannel(WINDOW_BYTES)).register("Alice");
    TestClient bob = TestClient.on(server.tlsChannel(WINDOW_BYTES)).register("Bob");
    for (int i = 0; i < BACKLOG; i++) {
      alice.say(i + KILOBYTE);
    }
    bob.nextTexts(BACKLOG);

    slow.read(BACKLOG);

    for (int i = 0; i < BACKLOG; i++) {
      slow.expect("Alice", "", i + KILOBYTE);
    }
  }

  @Test
  void aClientThatTrustsAnotherCertificateDoesNotConnect() throws Exception {
    ManagedChannel channel = server.tlsChannel(WINDOW_BYTES, SelfSigned.inMemory());

    TestClient stranger = TestClient.on(channel);
    stranger.send("Alice", "", "");
    assertThat(stranger.isRegistered()).isFalse();
    server.join("Alice");
  }

  @Test
  void theFingerprintStaysTheSameAcrossStarts() throws Exception {
    Config config = ServerFixture.config(directory, Map.of(Setting.TLS, "self-signed"));

    assertThat(fingerprint(config)).isEqualTo(fingerprint(config));
    Config inMemory =
        ServerFixture.config(
            directory, Map.of(Setting.TLS, "self-signed", Setting.DURABILITY, "memory"));
    assertThat(fingerprint(inMemory)).isNotEqualTo(fingerprint(config));
  }

  private static String fingerprint(Config config) throws Exception {
    try (ChatServer started = ChatServer.start(config, _ -> {})) {
      return started.identity().map(TlsIdentity::fingerprint).orElseThrow();
    }
  }

  @Test
  void aCertificateFromFilesIsServedAndABrokenOneStopsTheStart() throws Exception {
    Path data = directory.resolve("data");
    TlsIdentity identity = SelfSigned.in(directory);
    String certificate = directory.resolve("tls-cert.pem").toString();
    String key = directory.resolve("tls-key.pem").toString();
    Map<Setting, String> pair = Map.of(Setting.TLS_CERT, certificate, Setting.TLS_KEY, key);

    assertThat(fingerprint(ServerFixture.config(data, pair))).isEqualTo(identity.fingerprint());
    Config broken =
        ServerFixture.config(data, Map.of(Setting.TLS_CERT, key, Setting.TLS_KEY, certificate));
    assertThatThrownBy(() -> ChatServer.start(broken, _ -> {}))
        .isInstanceOf(TlsException.class)
        .hasMessageStartingWith("TLS certificate " + key + " contains no certificate");
    // The failed start has closed everything that it had opened: the data directory is free.
    assertThat(fingerprint(ServerFixture.config(data, pair))).isEqualTo(identity.fingerprint());
  }

  @Test
  void aServerThatStopsSaysSoOverTlsToo() throws Exception {
    TestClient alice = TestClient.on(server.tlsChannel(WINDOW_BYTES)).register("Alice");

    server.stop();

    assertThat(alice.status().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(alice.status().getDescription()).contains("shutting down");
  }
}
