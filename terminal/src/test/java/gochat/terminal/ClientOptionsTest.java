package gochat.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.client.Security;
import gochat.client.ServerAddresses;
import gochat.terminal.pipe.Subcommand;
import gochat.terminal.text.Texts;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientOptionsTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void nothingIsNeeded() {
    assertThat(parse())
        .isEqualTo(
            new ClientOptions(
                ServerAddresses.parse("localhost"), new Security.Plaintext(), null, null));
  }

  @Test
  void oneAndTwoHyphensMeanTheSame() {
    ClientOptions expected =
        new ClientOptions(ServerAddresses.parse("host:99"), new Security.Plaintext(), "张三", null);
    assertThat(parse("-name", "张三", "-server", "host:99")).isEqualTo(expected);
    assertThat(parse("--name=张三", "--server=host:99")).isEqualTo(expected);
  }

  @Test
  void anInvitationIsACodeOrALink() {
    assertThat(parse().invitation()).isEmpty();
    assertThat(parse("-invite", "A1B2-C3D4").invitation()).isEqualTo("A1B2-C3D4");
    assertThat(parse("--invite=https://chat.example/#/invite/A1B2-C3D4").invitation())
        .isEqualTo("https://chat.example/#/invite/A1B2-C3D4");
  }

  @Test
  void aServerMayHaveSeveralAddresses() {
    assertThat(parse("-server", "a:1,b").server()).hasToString("a:1,b:1234");
  }

  @ParameterizedTest
  @CsvSource({
    "-nmae, -nmae",
    "-server=h:0, expected: host:port",
    "-server=http://h:1234, -server: http://h:1234 (expected: host:port",
    "-server=::1:1234, [::1]:1234",
    "'-server=a,b:x', expected: host:port",
    "-name, -name",
    "Alice, Alice",
  })
  void mistakesAreNamedInOneLine(String argument, String named) {
    assertThat(parse(argument).exitCode()).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains(named).hasLineCount(1);
  }

  @Test
  void helpAndVersionAreAnswered() {
    assertThat(parse("--help").exitCode()).isZero();
    assertThat(parse("--version").exitCode()).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("-server", "gochat ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "zh"})
  void theHelpListsTheCommandsInTwoColumns(String language) {
    var texts = new Texts(Locale.forLanguageTag(language));

    assertThat(
            ClientOptions.parse(new String[] {"--help"}, texts, print(out), print(err)).exitCode())
        .isZero();

    List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
    List<String> commands =
        lines.subList(lines.indexOf(texts.get("usage.commands")) + 1, lines.size());
    int words =
        Stream.of(Subcommand.values()).mapToInt(each -> each.word().length()).max().orElseThrow();
    assertThat(commands)
        .hasSizeGreaterThanOrEqualTo(Subcommand.values().length)
        .allSatisfy(line -> assertThat(line.substring(2 + words)).matches(" {2,4}\\S.*"));
  }

  private ClientOptions parse(String... args) {
    return ClientOptions.parse(args, new Texts(Locale.ENGLISH), print(out), print(err));
  }

  private static PrintStream print(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
