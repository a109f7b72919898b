package gochat.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {
  private static final String TEXT = "123e4567-e89b-42d3-a456-426614174abc";

  @Test
  void aUuidIsReadInBothCases() {
    UUID id = UUID.fromString(TEXT);

    assertThat(Arguments.parseUuid(TEXT)).contains(id);
    assertThat(Arguments.parseUuid(TEXT.toUpperCase(Locale.ROOT))).contains(id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1-1-1-1-1",
        "123e4567e89b42d3a456426614174abc0000",
        "123e456-7e89b-42d3-a456-426614174abc",
        "123e4567-e89b-42d3-a456-426614174abx",
        "１23e4567-e89b-42d3-a456-426614174abc",
        "{23e4567-e89b-42d3-a456-426614174ab}"
      })
  void aTextThatOnlyResemblesAUuidIsRefused(String text) {
    assertThat(Arguments.parseUuid(text)).isEmpty();
  }
}
