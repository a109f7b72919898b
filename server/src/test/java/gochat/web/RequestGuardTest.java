package gochat.web;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.error.Failure;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The hosts and origins from which calls and streams are accepted.
class RequestGuardTest {
  private List<String> certificateNames = List.of("*.example.net");

  private final RequestGuard guard =
      new RequestGuard(
          new Hosts(List.of("Chat.example.org", "box", "box.local"), () -> certificateNames),
          Set.of("https://app.example.com"));

  @Test
  void theNamesOfARenewedCertificateAreKnown() {
    assertThat(guard.refusal("a.example.com", null, null)).isNotNull();
    certificateNames = List.of("A.example.com");

    assertThat(guard.refusal("a.example.com", null, null)).isNull();
    assertThat(guard.refusal("a.example.net", null, null)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "192.0.2.1",
        "192.0.2.1:8080",
        "[::1]",
        "[2001:db8::1]:8080",
        "localhost",
        "LOCALHOST:8080",
        "chat.example.org",
        "CHAT.example.org.:443",
        "a.example.net",
        "box:8080",
        "box.local"
      })
  void thisServersNamesAndAllAddressesAreKnown(String host) {
    assertThat(guard.refusal(host, null, null)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example", "evil.example:8080", "example.net", "a.b.example.net",
            "192.0.2.1.evil.example",
        "localhost.evil.example", "box.evil", "[::1", "x y", "chat.example.org.evil"
      })
  void anotherNameIsRefusedWithTheSettingThatAddsIt(String host) {
    Failure refusal = guard.refusal(host, null, null);

    assertThat(refusal).isNotNull();
    assertThat(refusal.reason().http()).isEqualTo(421);
    assertThat(refusal.sentence()).contains("--web-hosts");
  }

  @Test
  void aPageThatHadItsNameLeadHereIsRefusedThoughItsOriginFits() {
    assertThat(guard.refusal("evil.example:8080", "http://evil.example:8080", "same-origin"))
        .isNotNull();
  }

  @ParameterizedTest(name = "Host {0}, Origin {1}, Sec-Fetch-Site {2}")
  @CsvSource({
    // The default Host of nginx.
    "127.0.0.1:8080, https://somewhere.example, same-origin",
    "127.0.0.1:8080, http://chat.example.org, ",
    // Its $host leaves out the port.
    "chat.example.org, http://chat.example.org:8000, ",
    "localhost:8080, http://localhost:8080, ",
    "localhost:8080, , same-origin",
    "localhost:8080, , none",
    "localhost:8080, , ",
    // An origin of the setting.
    "localhost:8080, https://app.example.com, cross-site",
    "localhost:8080, https://app.example.com, "
  })
  void thisServersPageIsServedAndOnesThatItsOperatorHasNamed(
      String host, @Nullable String origin, @Nullable String secFetchSite) {
    assertThat(guard.refusal(host, origin, secFetchSite)).isNull();
  }

  @ParameterizedTest(name = "Host {0}, Origin {1}, Sec-Fetch-Site {2}")
  @CsvSource({
    "localhost:8080, http://localhost:3000, ",
    "localhost:8080, http://localhost:8080, cross-site",
    "localhost:8080, https://chat.example.org, cross-site",
    "localhost:8080, http://localhost:3000, same-site",
    "localhost:8080, , cross-site",
    "localhost:8080, null, ",
    "localhost:8080, http://chat.example.org.evil.example, "
  })
  void aPageOfAnotherServerIsRefused(
      String host, @Nullable String origin, @Nullable String secFetchSite) {
    Failure refusal = guard.refusal(host, origin, secFetchSite);

    assertThat(refusal).isNotNull();
    assertThat(refusal.reason().http()).isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource({
    "http://chat.example, chat.example, true",
    "http://chat.example, chat.example:80, true",
    "https://chat.example, chat.example, true",
    "https://chat.example, chat.example:443, true",
    "https://chat.example:443, chat.example, true",
    "https://chat_server:8080, chat_server:8080, true",
    "http://[::1]:8080, [::1]:8080, true",
    "https://chat.example, chat.example:80, false",
    "http://chat.example, chat.example:8080, false",
    "http://a.chat.example, chat.example, false",
    "http://chat.example, , false"
  })
  void aMissingPortIsTheSchemesOwn(String origin, String host, boolean isSame) {
    assertThat(RequestGuard.isSame(origin, host)).isEqualTo(isSame);
  }
}
