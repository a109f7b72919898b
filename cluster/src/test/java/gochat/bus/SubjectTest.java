package gochat.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubjectTest {
  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"all", "r.42", "u.2f1c0000-0000-4000-8000-000000000000", "A_b-9"})
  void lettersDigitsAndPartsAreTaken(String name) {
    assertThat(new Subject(name)).hasToString(name);
  }

  /// `*` and `>` would subscribe to more, a space would end the subject.
  @ParameterizedTest(name = "\"{0}\"")
  @ValueSource(strings = {"", ".", "r.", ".r", "r..1", "r.*", "r.>", "r 1", "r\n1", "聊天"})
  void anythingElseIsRefused(String name) {
    assertThatThrownBy(() -> new Subject(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("subject: \"" + name + "\" (expected: ");
  }
}
