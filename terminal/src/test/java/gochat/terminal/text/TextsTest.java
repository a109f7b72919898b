package gochat.terminal.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextsTest {
  @ParameterizedTest
  @ValueSource(strings = {"texts", "live", "pipe", "profile"})
  void bothLanguagesSayTheSameThings(String name) {
    Texts chinese = new Texts(Locale.CHINESE).of(name);
    Texts english = new Texts(Locale.ROOT).of(name);
    assertThat(chinese.bundle().keySet()).isEqualTo(english.bundle().keySet());
    for (String key : english.bundle().keySet()) {
      assertThat(chinese.get(key, 1, 2, 0, 0)).as(key).isNotEqualTo(english.get(key, 1, 2, 0, 0));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "zh_CN.UTF-8, 已重新连接。",
    "zh_TW, 已重新连接。",
    "zh, 已重新连接。",
    "en_US.UTF-8, Connected again.",
    "de_DE@euro, Connected again.",
    "C, Connected again.",
    "C.UTF-8, Connected again.",
    "POSIX, Connected again.",
    "!, Connected again.",
  })
  void theLanguageFollowsTheUsersLocale(String posixLocale, String text) {
    assertThat(Texts.forLocale(posixLocale).get("back")).isEqualTo(text);
  }

  @Test
  void numbersAreCounted() {
    Texts english = new Texts(Locale.ENGLISH);
    assertThat(english.get("unsent", 1)).isEqualTo("1 line was not sent.");
    assertThat(english.get("unsent", 2)).isEqualTo("2 lines were not sent.");
  }
}
