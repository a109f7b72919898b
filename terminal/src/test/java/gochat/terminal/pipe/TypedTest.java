package gochat.terminal.pipe;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.terminal.text.Texts;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Typed targets and times, and the errors in both languages.
class TypedTest {
  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "#build, #build",
    "build, #build",
    "lobby, lobby",
    "#lobby, lobby",
    "研发, #研发",
    "d8b7837d-d5f2-43e2-92b0-4aa9a8db565a, d8b7837d-d5f2-43e2-92b0-4aa9a8db565a",
    "dm.d8b7837d-d5f2-43e2-92b0-4aa9a8db565a.3ec58cc5-8774-43e1-9628-298f6d07bf5d,"
        + " dm.d8b7837d-d5f2-43e2-92b0-4aa9a8db565a.3ec58cc5-8774-43e1-9628-298f6d07bf5d",
    "a.b-c, #a.b-c",
  })
  void aRoomIsNamedWithOrWithoutItsSign(String typed, String reference) {
    assertThat(Target.parse(typed)).isEqualTo(new Target.InRoom(reference));
  }

  @Test
  void anAtSignNamesAUser() {
    assertThat(Target.parse("@张三")).isEqualTo(new Target.WithUser("张三"));
  }

  @ParameterizedTest
  @CsvSource({
    "30s, 2026-01-31T11:59:30Z",
    "10m, 2026-01-31T11:50:00Z",
    "2h, 2026-01-31T10:00:00Z",
    "7d, 2026-01-24T12:00:00Z",
    "2026-01-01T00:00:00Z, 2026-01-01T00:00:00Z",
  })
  void aTimeIsAnAgeOrADate(String typed, Instant from) {
    assertThat(Since.parse(typed, () -> NOW)).contains(new Since.Time(from));
  }

  @Test
  void aBareNumberIsAPosition() {
    assertThat(Since.parse("42", () -> NOW)).contains(new Since.Position(42));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "m", "10 m", "-1", "10y", "yesterday", "9999999999999999999"})
  void anythingElseIsNoTime(String typed) {
    assertThat(Since.parse(typed, () -> NOW)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"pipe", "profile"})
  void bothLanguagesSayTheSameThings(String part) {
    Texts english = new Texts(Locale.ROOT).of(part);
    Texts chinese = new Texts(Locale.CHINESE).of(part);
    assertThat(chinese.bundle().keySet()).isEqualTo(english.bundle().keySet());
    for (String key : english.bundle().keySet()) {
      assertThat(chinese.get(key, 1, 2, 3)).as(key).isNotEqualTo(english.get(key, 1, 2, 3));
    }
  }
}
