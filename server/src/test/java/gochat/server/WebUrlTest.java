package gochat.server;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.tls.SelfSigned;
import gochat.tls.TlsIdentity;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WebUrlTest {
  private static final InetAddress LAN = InetAddress.ofLiteral("192.168.1.20");

  private static String url(
      Map<Setting, String> settings, @Nullable TlsIdentity identity, int port) {
    return WebUrl.of(
        Config.of(Path.of(""), settings),
        Optional.ofNullable(identity),
        OptionalInt.of(port),
        Optional.of(LAN));
  }

  private static String url(Map<Setting, String> settings) {
    return url(settings, null, 8080);
  }

  @Test
  void theConfiguredAddressComesBeforeAllOthers() {
    var settings =
        Map.of(Setting.WEB_URL, "https://chat.example.org", Setting.WEB_HOSTS, "other.example.org");

    assertThat(url(settings)).isEqualTo("https://chat.example.org");
    assertThat(
            WebUrl.of(
                Config.of(Path.of(""), settings), Optional.empty(), OptionalInt.empty(), none()))
        .as("another machine may serve the page")
        .isEqualTo("https://chat.example.org");
  }

  private static Optional<InetAddress> none() {
    return Optional.empty();
  }

  @Test
  void aServerWithoutAPageHasNoAddress() {
    assertThat(
            WebUrl.of(
                Config.of(Path.of(""), Map.of()), Optional.empty(), OptionalInt.empty(), none()))
        .isEmpty();
  }

  @Test
  void behindAProxyTheAddressIsTheProxys() {
    assertThat(
            url(
                Map.of(
                    Setting.WEB_HOSTS, "*.example.net, chat.example.org",
                    Setting.WEB_TRUSTED_PROXIES, "127.0.0.1")))
        .isEqualTo("https://chat.example.org");
  }

  @Test
  void withoutAProxyTheNameOfThePortGetsItsNumber() {
    var settings = Map.of(Setting.WEB_HOSTS, "chat.example.org");

    assertThat(url(settings)).isEqualTo("http://chat.example.org:8080");
    assertThat(url(settings, null, 80)).isEqualTo("http://chat.example.org");
    assertThat(url(Map.of(Setting.WEB_HOSTS, "*.example.net")))
        .isEqualTo("http://192.168.1.20:8080");
  }

  @Test
  void aCertificateThatClientsCheckGivesTheName() {
    var files = Map.of(Setting.TLS_CERT, "cert.pem", Setting.TLS_KEY, "key.pem");
    var ordered =
        Map.of(
            Setting.TLS, "acme",
            Setting.ACME_DOMAINS, "chat.example.org",
            Setting.ACME_TERMS_AGREED, "on");

    assertThat(url(files, SelfSigned.inMemory(), 443)).isEqualTo("https://localhost");
    assertThat(url(ordered, SelfSigned.inMemory(), 8443))
        .isEqualTo("https://chat.example.org:8443");
  }

  @Test
  void aSelfSignedCertificateGivesNoName() {
    var settings = Map.of(Setting.TLS, "self-signed");

    assertThat(url(settings, SelfSigned.inMemory(), 8080)).isEqualTo("https://192.168.1.20:8080");
  }

  @Test
  void withoutANameTheAddressIsThatOfTheMachine() {
    assertThat(url(Map.of())).isEqualTo("http://192.168.1.20:8080");
    assertThat(url(Map.of(Setting.HOST, "::1"))).isEqualTo("http://[::1]:8080");
    assertThat(
            WebUrl.of(
                Config.of(Path.of(""), Map.of()), Optional.empty(), OptionalInt.of(8080), none()))
        .isEqualTo("http://localhost:8080");
  }

  @Test
  void theHostOfAnAddressIsWithoutItsPort() {
    assertThat(WebUrl.host("https://chat.example.org")).isEqualTo("chat.example.org");
    assertThat(WebUrl.host("http://chat.example.org:8080")).isEqualTo("chat.example.org");
    assertThat(WebUrl.host("")).isEmpty();
  }
}
