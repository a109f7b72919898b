package gochat.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FingerprintTest {
  private static final String HEX = "0123456789abcdef".repeat(4);

  @Test
  void itIsReadInAnyCaseWithAndWithoutColons() {
    Fingerprint expected = new Fingerprint(HEX);
    String colons = HEX.replaceAll("..(?=.)", "$0:");
    assertThat(Fingerprint.parse(HEX)).isEqualTo(expected);
    assertThat(Fingerprint.parse(HEX.toUpperCase(Locale.ROOT))).isEqualTo(expected);
    assertThat(Fingerprint.parse(colons)).isEqualTo(expected);
    assertThat(Fingerprint.parse(expected.toString())).isEqualTo(expected);
    assertThat(expected.toString()).startsWith("01:23:45:67:89:AB:").endsWith(":EF");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ab:cd",
        "x123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcde",
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef00",
        "0:123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
      })
  void anythingElseIsRefusedWithTheExpectation(String text) {
    assertThatThrownBy(() -> Fingerprint.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "'")
        .hasMessageContaining("64 hexadecimal digits");
  }

  @Test
  void oneDigitMakesAnotherFingerprint() {
    Fingerprint one = new Fingerprint(HEX);
    assertThat(one.matches(new Fingerprint(HEX))).isTrue();
    assertThat(one.matches(new Fingerprint(HEX.substring(0, 63) + "0"))).isFalse();
  }
}
