package gochat.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerAddressTest {
  @ParameterizedTest
  @CsvSource({
    "localhost, localhost, 1234, localhost:1234",
    "chat.example:80, chat.example, 80, chat.example:80",
    "10.0.0.7:65535, 10.0.0.7, 65535, 10.0.0.7:65535",
    "::1, ::1, 1234, [::1]:1234",
    "[::1], ::1, 1234, [::1]:1234",
    "[fe80::1]:99, fe80::1, 99, [fe80::1]:99",
    "2001:db8::1234, 2001:db8::1234, 1234, [2001:db8::1234]:1234",
    "fe80::1%eth0, fe80::1%eth0, 1234, [fe80::1%eth0]:1234",
    "bücher.example:80, bücher.example, 80, bücher.example:80"
  })
  void readsWhatPeopleWrite(String text, String host, int port, String canonical) {
    assertThat(ServerAddress.parse(text))
        .isEqualTo(new ServerAddress(host, port))
        .hasToString(canonical);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":1234",
        "host:",
        "host:0",
        "host:65536",
        "host:x",
        "a b",
        "host:-1",
        "http://host:1234",
        "host:1234/",
        "::1:1234",
        "user@host",
        "[::1",
        "[host]x:1",
        "a..b"
      })
  void refusesTheRestNamingTheValue(String text) {
    assertThatThrownBy(() -> ServerAddress.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected:");
  }
}
