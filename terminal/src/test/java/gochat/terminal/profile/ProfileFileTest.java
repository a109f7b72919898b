package gochat.terminal.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gochat.terminal.profile.Profile.Encryption;
import gochat.terminal.profile.Profile.Notification;
import gochat.terminal.profile.Profile.Theme;
import gochat.terminal.text.Texts;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfileFileTest {
  private static final String HEX = "AB:CD:".repeat(15) + "AB:CD";

  @TempDir Path directory;

  @Test
  void withoutAFileTheDefaultsHold() throws Exception {
    assertThat(file().read(null)).isEqualTo(Profile.DEFAULT);
    assertThatThrownBy(() -> file().read("work"))
        .isInstanceOf(ProfileException.class)
        .hasMessageContainingAll("work", "client.toml", "[profile.work]");
  }

  @Test
  void everythingCanBeSetUp() throws Exception {
    write(
        """
        server = "chat.example.org"
        name = "alice"
        fingerprint = "%s"
        theme = "dark"
        notifications = ["highlight", "bell"]
        """
            .formatted(HEX));
    assertThat(file().read(null))
        .isEqualTo(
            new Profile(
                "chat.example.org:1234",
                "alice",
                new Encryption.Pinned(HEX),
                Theme.DARK,
                Set.of(Notification.HIGHLIGHT, Notification.BELL)));
  }

  @Test
  void aByteOrderMarkIsNotPartOfTheFirstKey() throws Exception {
    write("\uFEFFname = \"张三\"\n");
    assertThat(file().read(null).name()).isEqualTo("张三");
  }

  @Test
  void anotherEncodingIsReportedInWords() throws Exception {
    Path toml = directory.resolve("client.toml");
    Files.write(toml, "name = \"张三\"\n".getBytes(Charset.forName("GB18030")));
    assertThatThrownBy(() -> file().read(null))
        .isInstanceOf(ProfileException.class)
        .hasMessage(
            toml + " is not UTF-8. Convert it, for example with: iconv -f GB18030 -t UTF-8");
  }

  @Test
  void aNamedProfileOverridesTheKeysAboveIt() throws Exception {
    write(
        """
        server = "here:1"
        name = "alice"
        tls = true
        notifications = []

        [profile.work]
        server = "there:2"
        ca = "work.pem"

        [profile.nick]
        name = "al"
        """);
    assertThat(file().read("work"))
        .isEqualTo(
            new Profile(
                "there:2",
                "alice",
                new Encryption.Authority(directory.resolve("work.pem").toString()),
                Theme.AUTO,
                Set.of()));
    assertThat(file().read("nick"))
        .isEqualTo(new Profile("here:1", "al", new Encryption.Trusted(), Theme.AUTO, Set.of()));
  }

  @Test
  void securityOptionsOfOneServerDoNotApplyToAnother() throws Exception {
    write("fingerprint = \"" + HEX + "\"\n[profile.other]\nserver = \"there:2\"\n");
    assertThat(file().read("other").encryption()).isEqualTo(new Encryption.None());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sevrer = 'here' | sevrer | server",
        "server = 'here:0' | \"here:0\" | HOST:PORT",
        "name = 7 | 7 | text",
        "theme = 'pink' | \"pink\" | \"auto\", \"dark\", \"light\"",
        "notifications = true | true | \"bell\"",
        "notifications = ['siren'] | \"siren\" | \"bell\"",
        "tls = 'yes' | \"yes\" | true, false",
        "tls = false\\nca = 'a.pem' | false | true",
        "fingerprint = '12' | \"12\" | SHA-256",
        "[profile.work]\\nsevrer = 'here' | profile.work.sevrer | server",
        "profile = 'work' | profile | [profile.NAME]",
        "[profile]\\nwork = 1 | profile.work | [profile.NAME]",
        "server = | line 1 | ",
      })
  void aMistakeIsNamedWithFileKeyAndExpectation(String toml, String named, String expected)
      throws Exception {
    write(toml.replace("'", "\"").replace("\\n", "\n"));
    assertThatThrownBy(() -> file().read(null))
        .isInstanceOf(ProfileException.class)
        .hasMessageContainingAll(
            directory.resolve("client.toml").toString(), named, expected == null ? "" : expected)
        .message()
        .hasLineCount(1);
  }

  @Test
  void aContradictionIsNamed() throws Exception {
    write("ca = \"a.pem\"\nfingerprint = \"" + HEX + "\"\n");
    assertThatThrownBy(() -> file().read(null)).hasMessageContainingAll("ca", "fingerprint");
  }

  @Test
  void aProfileThatIsMissingIsNamedWithThoseThatAreThere() throws Exception {
    write("[profile.work]\n[profile.home]\n");
    assertThatThrownBy(() -> file().read("wrok")).hasMessageContainingAll("wrok", "home, work");
  }

  @Test
  void placesFollowTheEnvironment() {
    assertThat(UserDirectories.of(Map.of("HOME", "/home/a")))
        .isEqualTo(
            new UserDirectories(
                Path.of("/home/a/.config/gochat"), Path.of("/home/a/.local/state/gochat")));
    assertThat(
            UserDirectories.of(
                Map.of("HOME", "/home/a", "XDG_CONFIG_HOME", "/c", "XDG_STATE_HOME", "relative")))
        .isEqualTo(
            new UserDirectories(Path.of("/c/gochat"), Path.of("/home/a/.local/state/gochat")));
  }

  private ProfileFile file() {
    return new ProfileFile(directory.resolve("client.toml"), new Texts(Locale.ENGLISH));
  }

  private void write(String toml) throws IOException {
    Files.writeString(directory.resolve("client.toml"), toml);
  }
}
