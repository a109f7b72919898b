package gochat.bus.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NatsConfigTest {
  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "nats://127.0.0.1:4222",
        "nats://localhost:4222",
        "nats://[::1]:4222",
        "nats://127.0.0.1:4222,nats2.example:4222",
        "tls://nats.example:4222",
        "tls://a.example:1,b.example:2"
      })
  void serversOnThisMachineOrWithTlsNeedNoCredentials(String url) {
    if (url.contains("nats2")) {
      assertThatThrownBy(() -> NatsConfig.parse(url, null, null))
          .hasMessage(
              "bus: nats://nats2.example:4222 is on another machine"
                  + " (expected: tls://…, or a file with credentials)");
    } else {
      assertThat(NatsConfig.parse(url, null, null)).hasToString(all(url));
    }
  }

  private static String all(String url) {
    return url.replace(",", ",tls://");
  }

  @Test
  void credentialsLetAServerBeElsewhere() {
    NatsConfig config = NatsConfig.parse("nats://a,b:4223", Path.of("node.creds"), null);

    assertThat(config).hasToString("nats://a:4222,nats://b:4223");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "nats://user:secret@127.0.0.1:4222",
        "nats://secret@127.0.0.1:4222",
        "nats://127.0.0.1:4222,user:secret@b:4222",
        "tls://secret@a,secret@b",
        "secret@a"
      })
  void aUserOrPasswordInTheAddressIsRefusedAndNotShown(String url) {
    assertThatThrownBy(() -> NatsConfig.parse(url, Path.of("node.creds"), null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("***@")
        .hasMessageContaining(
            "has a user or a password (expected: a file with credentials instead)")
        .hasMessageNotContaining("secret");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "",
        "localhost:4222",
        "http://localhost:4222",
        "nats://",
        "nats://localhost:x",
        "nats://localhost:4222,",
        "nats://localhost:4222/path",
        "nats://localhost:4222?x=1",
        "nats://localhost:4222,nats://b:4222",
        "nats://local host"
      })
  void anotherFormIsRefused(String url) {
    assertThatThrownBy(() -> NatsConfig.parse(url, Path.of("node.creds"), null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "bus: %s (expected: nats://HOST:PORT or tls://HOST:PORT, with a comma between several)"
                .formatted(url));
  }
}
