package gochat.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class SecretCodeTest {
  private final SecretCode code = SecretCode.issue(new SecureRandom());

  @Test
  void itIsMadeToBeTyped() {
    assertThat(code.text()).matches("([0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z]{4}");
    assertThat(SecretCode.issue(new SecureRandom()).text()).isNotEqualTo(code.text());
  }

  @Test
  void aCodeMatchesHoweverPeopleTypeIt() {
    String text = code.text();
    assertThat(code.matches(text)).isTrue();
    assertThat(code.matches(text.toLowerCase(Locale.ROOT))).isTrue();
    assertThat(code.matches(" " + text.replace("-", " ") + "\n")).isTrue();
    assertThat(code.matches(text.replace("-", "").replace('0', 'o').replace('1', 'l'))).isTrue();
  }

  @Test
  void anyOtherTextDoesNotMatch() {
    String text = code.text();
    assertThat(code.matches("")).isFalse();
    assertThat(code.matches(text.substring(1))).isFalse();
    assertThat(code.matches(text + "0")).isFalse();
    assertThat(code.matches(text.substring(0, 23) + (text.endsWith("7") ? "8" : "7"))).isFalse();
  }
}
