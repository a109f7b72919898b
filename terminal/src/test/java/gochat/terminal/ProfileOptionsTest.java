package gochat.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.client.Fingerprint;
import gochat.client.Security;
import gochat.client.ServerAddresses;
import gochat.terminal.pipe.Subcommand;
import gochat.terminal.profile.Profile;
import gochat.terminal.profile.Profile.Encryption;
import gochat.terminal.profile.Profile.Theme;
import gochat.terminal.text.Texts;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The options of a command line together with those of a profile.
class ProfileOptionsTest {
  private static final String HEX = "0123456789abcdef".repeat(4);
  private static final Security PINNED = new Security.Pinned(new Fingerprint(HEX));
  private static final Profile PROFILE =
      new Profile("home:1", "alice", new Encryption.Pinned(HEX), Theme.DARK, Set.of());

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private ClientOptions parse(String... args) {
    PrintStream printed = new PrintStream(err, true, StandardCharsets.UTF_8);
    return ClientOptions.parse(args, _ -> PROFILE, new Texts(Locale.ENGLISH), printed, printed);
  }

  @Test
  void theProfileFillsInMissingOptions() {
    ClientOptions options = parse();
    assertThat(options.server()).isEqualTo(ServerAddresses.parse("home:1"));
    assertThat(options.name()).isEqualTo("alice");
    assertThat(options.security()).isEqualTo(PINNED);
    assertThat(options.profile().theme()).isEqualTo(Theme.DARK);
    assertThat(options.invocation()).isNull();
  }

  @Test
  void theCommandLineComesFirst() {
    assertThat(parse("-name", "bob").name()).isEqualTo("bob");
    ClientOptions other = parse("-server", "there:2");
    assertThat(other.server()).isEqualTo(ServerAddresses.parse("there:2"));
    assertThat(other.security())
        .as("the pin is that of another server")
        .isEqualTo(new Security.Plaintext());
    assertThat(parse("-server", "home:1").security()).isEqualTo(PINNED);
  }

  @Test
  void optionsOfTheDisplayBelongToTheCommandLine() {
    assertThat(parse().isPlain()).isFalse();
    assertThat(parse("--plain").isPlain()).isTrue();
    assertThat(parse().isColored()).isTrue();
    assertThat(parse("--no-color").isColored()).isFalse();
  }

  @Test
  void optionsMayStandBeforeAndBehindTheCommand() {
    for (ClientOptions options :
        new ClientOptions[] {
          parse("-name", "bob", "rooms", "--public"), parse("rooms", "-name", "bob", "--public")
        }) {
      assertThat(options.name()).isEqualTo("bob");
      ClientOptions.Invocation invocation = Objects.requireNonNull(options.invocation());
      assertThat(invocation.subcommand()).isEqualTo(Subcommand.ROOMS);
      assertThat(invocation.parsed().hasMatchedOption("--public")).isTrue();
    }
  }

  @Test
  void aCommandHasHelpOfItsOwn() {
    assertThat(parse("send", "--help").exitCode()).isZero();
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("client send", "--stdin", "Exit");
    err.reset();
    assertThat(parse("send", "--frob").exitCode()).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("client send --help").hasLineCount(1);
  }
}
