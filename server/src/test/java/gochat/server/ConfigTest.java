package gochat.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gochat.account.PasswordCost;
import gochat.limit.LimitTable;
import gochat.limit.MessageLimit;
import gochat.store.Durability;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.Level;

class ConfigTest {
  @TempDir private Path directory;

  @Test
  void nothingNeedsToBeConfigured() {
    Config config = new ConfigSources(directory).config();

    assertThat(config).isEqualTo(Config.of(directory, Map.of()));
    assertThat(config.port()).isEqualTo(1234);
    assertThat(config.listenHost()).isNull();
    assertThat(config.dataDir()).isEqualTo(directory.resolve("data"));
    assertThat(config.durability()).isEqualTo(Durability.SYNC);
    assertThat(config.passwordCost()).isEqualTo(PasswordCost.STANDARD);
    assertThat(config.limits().of(MessageLimit.TEXT_BYTES)).isEqualTo(65_536);
  }

  @Test
  void aFlagWinsOverAVariableAndAVariableOverTheFile() throws Exception {
    var sources = new ConfigSources(directory);
    sources.addFile(file("port = 1\nhost = '127.0.0.1'\n[log]\nlevel = 'warn'"));
    sources.addEnvironment(Map.of("GOCHAT_PORT", "2", "GOCHAT_LOG_LEVEL", "error"));
    sources.addFlags(Map.of(Setting.PORT, "3"));
    Config config = sources.config();

    assertThat(config.port()).isEqualTo(3);
    assertThat(config.log().level()).isEqualTo(Level.ERROR);
    assertThat(config.listenHost()).isEqualTo("127.0.0.1");
  }

  @ParameterizedTest
  @EnumSource(
      value = Setting.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {
        "TLS_CERT",
        "TLS_KEY",
        "PLAINTEXT",
        "ACME_DOMAINS",
        "STORE_PASSWORD_FILE",
        "BUS",
        "BUS_CREDENTIALS",
        "BUS_CA"
      })
  void everySettingIsReadFromTheFileAndTheEnvironment(Setting setting) throws Exception {
    String other =
        switch (setting.accepted()) {
          case Setting.Accepted.Text _ when setting == Setting.ACME_DIRECTORY ->
              "https://acme.example.org:14000/dir";
          case Setting.Accepted.Text _, Setting.Accepted.Location _ ->
              directory.resolve("other").toString();
          case Setting.Accepted.Url _ -> "postgresql://gochat@db1,db2/gochat";
          case Setting.Accepted.Line _ -> "https://chat.example.org";
          case Setting.Accepted.Networks _ -> "10.0.0.0/8";
          case Setting.Accepted.Rooms _ -> "lobby, Hilfe";
          case Setting.Accepted.Time _ -> "90m";
          case Setting.Accepted.Listed listed ->
              Stream.of("chat.example.org", "https://app.example.org", "admin@example.org")
                  .filter(listed::accepts)
                  .findFirst()
                  .orElseThrow();
          case Setting.Accepted.Range(int min, _) -> String.valueOf(min);
          case Setting.Accepted.RangeOr(int min, _, _) -> String.valueOf(min);
          case Setting.Accepted.Choice(var values) ->
              values.stream()
                  .filter(value -> !value.equals(setting.defaultValue()))
                  .findFirst()
                  .orElseThrow();
        };
    boolean number =
        setting.accepted() instanceof Setting.Accepted.Range
            || setting.accepted() instanceof Setting.Accepted.RangeOr;

    var fromFile = new ConfigSources(directory);
    fromFile.addFile(file(setting.key() + " = " + (number ? other : "'" + other + "'")));
    var fromEnvironment = new ConfigSources(directory);
    fromEnvironment.addEnvironment(Map.of(setting.environmentVariable(), other));
    var fromFlags = new ConfigSources(directory);
    fromFlags.addFlags(Map.of(setting, other));

    assertThat(fromFile.config())
        .isNotEqualTo(Config.of(directory, Map.of()))
        .isEqualTo(fromEnvironment.config())
        .isEqualTo(fromFlags.config());
  }

  @ParameterizedTest(name = "{0} = {1}")
  @CsvSource(
      delimiter = ';',
      value = {
        "port; -1; 0..65535",
        "port; 65536; 0..65535",
        "port; 99999999999999999999; 0..65535",
        "port; 12x; 0..65535",
        "port; ''; 0..65535",
        "web-port; 65536; 0..65535 | auto | off",
        "web-port; on; 0..65535 | auto | off",
        "ops.port; 65536; 0..65535 | auto | off",
        "message.bytes-max; 0; 1..3145728",
        "message.bytes-max; 3145729; 1..3145728",
        "shard.inbox-max; 0; 1..1000000",
        "durability; fast; sync | async | memory",
        "durability; SYNC; sync | async | memory",
        "log.format; xml; text | json",
        "tls; self_signed; files | self-signed | acme",
        "tls; off; files | self-signed | acme",
        "acme.domains; *.example.org; domain names in ASCII",
        "acme.domains; a..b; domain names in ASCII",
        "acme.email; admin; addresses for e-mail",
        "tls-cert; ' '; a PEM file",
        "server.name; ' '; 1 to 64 characters on one line",
        "web.url; https://chat.example.org/; an address without a slash at the end",
        "web.url; chat.example.org; an address without a slash at the end",
        "plaintext; no; on | off",
        "insecure; yes; on | off",
        "guest.max; 0; 1..100000",
        "limit.exempt; 10.0.0.0/33; networks such as 10.0.0.0/8,::1, or nothing",
        "guest.rooms; help; lobby, alone or followed by names of public rooms",
        "guest.rooms; ''; lobby, alone or followed by names of public rooms",
        "guest.rooms; lobby,#help; lobby, alone or followed by names of public rooms",
        "guest.rooms; *,help; lobby, alone or followed by names of public rooms",
        "room.create; owners; everybody | accounts | administrators",
        "data-dir; ''; a directory",
        "host; ' '; an address",
      })
  void aValueOutOfRangeIsRefusedWithKeyValueAndExpectation(
      String key, String value, String expected) {
    Setting setting = setting(key);

    assertThatThrownBy(() -> new ConfigSources(directory).addFlags(Map.of(setting, value)))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(key + ": " + value + " (expected: " + expected)
        .hasMessageEndingWith(", from " + setting.flag());
    assertThatThrownBy(() ->
            new ConfigSources(directory)
                .addEnvironment(Map.of(setting.environmentVariable(), value)))
        .isInstanceOf(ConfigException.class)
        .hasMessageEndingWith(", from " + setting.environmentVariable());
  }

  @Test
  void aCertificateIsGivenTogetherWithItsKey() throws Exception {
    var sources = new ConfigSources(directory);
    sources.addFile(file("tls-cert = 'chain.pem'\ntls-key = '/keys/key.pem'\nplaintext = 'off'"));
    Config.Tls tls = sources.config().tls();

    assertThat(tls.isOn()).isTrue();
    assertThat(tls.cert()).isEqualTo(directory.resolve("chain.pem"));
    assertThat(tls.key()).isEqualTo(Path.of("/keys/key.pem"));
    assertThat(tls.plaintext()).isEqualTo(Config.Tls.Plaintext.OFF);
    var again = new ConfigSources(Path.of("elsewhere"));
    again.addFile(file(new ConfigFile(sources.config()).toToml()));
    assertThat(again.config()).isEqualTo(sources.config());
    assertThat(Config.of(directory, Map.of()).tls().isOn()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "tls-cert = 'a'; tls-key: missing, while tls-cert is given (expected: both or none)",
        "tls-key = 'a'; tls-cert: missing, while tls-key is given (expected: both or none)",
        "tls = 'self-signed', tls-cert = 'a', tls-key = 'b';"
            + " tls: self-signed, while tls-cert is given (expected: one or the other)",
        "plaintext = 'off'; plaintext: off (expected: on, or a certificate",
        "tls = 'acme'; acme.domains: missing, while tls is acme (expected: domain names",
        "tls = 'acme', acme.domains = 'a.b'; acme.terms-agreed: off, while tls is acme",
        "tls = 'acme', tls-cert = 'a', tls-key = 'b'; tls: acme, while tls-cert is given",
        "tls = 'acme', acme.domains = 'a.b', acme.terms-agreed = 'on', web-port = 'off';"
            + " web-port: off, while tls is acme",
        "tls = 'acme', acme.domains = 'a.b', acme.terms-agreed = 'on', durability = 'memory';"
            + " durability: memory, while tls is acme",
        "acme.domains = 'a.b'; acme.domains: given, while tls is files (expected: tls acme)",
        "acme.directory = 'http://a.b/'; acme.directory: http://a.b/ (expected: the https URL",
      })
  void settingsOfTlsThatDoNotFitTogetherAreRefused(String toml, String message) throws Exception {
    var sources = new ConfigSources(directory);
    sources.addFile(file(toml.replace(", ", "\n")));

    assertThatThrownBy(sources::config)
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(message)
        .hasMessageNotContaining("\n");
  }

  @Test
  void aRecordRefusesWhatTheCommandLineRefuses() {
    Map<Setting, String> chosen = Map.of(Setting.SHARD_INBOX_MAX, "0");

    assertThatThrownBy(() -> Config.of(directory, chosen))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("shard.inbox-max: 0 (expected: 1..1000000)");
  }

  @Test
  void everyLimitThatCanBeSetIsASetting() {
    assertThat(Arrays.stream(Setting.values()).flatMap(setting -> setting.limit().stream()))
        .containsExactlyInAnyOrderElementsOf(
            LimitTable.all().filter(limit -> limit.configurable() != null).toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"prot = 1", "[shard]\ninbox = 1", "[[shard]]\ninbox-max = 1", "'a\\nb'=1"})
  void anUnknownKeyInTheFileIsRefused(String toml) throws Exception {
    Path file = file(toml);

    assertThatThrownBy(() -> new ConfigSources(directory).addFile(file))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(
            ": no such setting in " + file + " (expected: host, port, web-port, data-dir")
        .hasMessageNotContaining("\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "port = \"1234\"; port: \"1234\" (expected: 0..65535), from",
        "port = 1.5; port: 1.5 (expected: 0..65535), from",
        "port = 65536; port: 65536 (expected: 0..65535), from",
        "web-port = '8080'; web-port: \"8080\" (expected: 0..65535 | auto | off), from",
        "durability = true; durability: true (expected: sync",
        "host = \"\\u0000\\u001b\\n\\u202e\"; host: \\u0000\\u001b\\n\\u202e (expected:",
      })
  void aValueOfAnotherTypeOrRangeInTheFileIsRefused(String toml, String message) throws Exception {
    Path file = file(toml);

    assertThatThrownBy(() -> new ConfigSources(directory).addFile(file))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void aFileThatIsNoTomlOrNotThereIsRefusedInOneLine() throws Exception {
    Path broken = file("host = 'a'\nport = = 1\n");
    Path missing = directory.resolve("missing.toml");

    assertThatThrownBy(() -> new ConfigSources(directory).addFile(broken))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(broken + ": ")
        .hasMessageContaining("line 2")
        .hasMessageNotContaining("\n");
    assertThatThrownBy(() -> new ConfigSources(directory).addFile(missing))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(missing + " can't be read");
  }

  @Test
  void anUnknownVariableIsReportedUnlessTheStartScriptOwnsIt() {
    var sources = new ConfigSources(directory);
    sources.addEnvironment(
        Map.of(
            "GOCHAT_LANG",
            "zh_CN.UTF-8",
            "GOCHAT_TOKEN",
            "gct_x",
            "PATH",
            "/bin",
            "XGOCHAT_A",
            ""));

    assertThat(sources.addEnvironment(Map.of("GOCHAT_PROT", "1", "GOCHAT_DATADIR", "/x")))
        .containsExactly(
            new ConfigSources.UnknownVariable("GOCHAT_DATADIR", "GOCHAT_DATA_DIR"),
            new ConfigSources.UnknownVariable("GOCHAT_PROT", "GOCHAT_PORT"));
  }

  @Test
  void theVariablesOfAContainerPlatformForAServiceNamedGochatArePassedOver() {
    var sources = new ConfigSources(directory);

    assertThat(
            sources.addEnvironment(
                Map.of(
                    "GOCHAT_SERVICE_HOST",
                    "10.0.0.11",
                    "GOCHAT_SERVICE_PORT",
                    "1234",
                    "GOCHAT_SERVICE_PORT_GRPC",
                    "1234",
                    "GOCHAT_PORT",
                    "tcp://10.0.0.11:1234",
                    "GOCHAT_PORT_1234_TCP",
                    "tcp://10.0.0.11:1234",
                    "GOCHAT_PORT_1234_TCP_ADDR",
                    "10.0.0.11",
                    "GOCHAT_WEB_SERVICE_HOST",
                    "10.0.0.12",
                    "GOCHAT_WEB_PORT",
                    "tcp://10.0.0.12:80")))
        .isEmpty();
    assertThat(sources.config()).isEqualTo(Config.of(directory, Map.of()));
  }

  @Test
  void aPortThatIsOptionalIsANumberOrAWord() throws Exception {
    Config standard = Config.of(directory, Map.of());
    assertThat(standard.webPort()).isEqualTo(new Config.OptionalPort.Auto(8080));
    assertThat(standard.opsPort()).isEqualTo(new Config.OptionalPort.Auto(9464));
    var sources = new ConfigSources(directory);
    sources.addFile(file("web-port = 'off'"));
    assertThat(sources.config().webPort()).isEqualTo(new Config.OptionalPort.Off());

    sources.addFlags(Map.of(Setting.WEB_PORT, "8080"));
    assertThat(sources.config().webPort()).isEqualTo(new Config.OptionalPort.Fixed(8080));
  }

  @Test
  void aRelativeDataDirectoryBelongsToWhereItWasWritten() throws Exception {
    var sources = new ConfigSources(directory);
    sources.addFile(file("data-dir = 'sub/../history'"));
    assertThat(sources.config().dataDir()).isEqualTo(directory.resolve("history"));

    sources.addFlags(Map.of(Setting.DATA_DIR, "history"));
    assertThat(sources.config().dataDir()).isEqualTo(Path.of("history").toAbsolutePath());
  }

  @Test
  void thePrintedConfigurationCanBeFedBack() throws Exception {
    var sources = new ConfigSources(directory);
    sources.addEnvironment(
        Map.of(
            "GOCHAT_DATA_DIR",
            directory.resolve("with \"quotes\" \\ and 空格").toString(),
            "GOCHAT_DURABILITY",
            "async",
            "GOCHAT_WEB_PORT",
            "8080",
            "GOCHAT_CONNECTION_MAX",
            "7",
            "GOCHAT_LOG_FORMAT",
            "json"));
    Config config = sources.config();

    var again = new ConfigSources(Path.of("elsewhere"));
    again.addFile(file(new ConfigFile(config).toToml()));

    assertThat(again.config()).isEqualTo(config);
  }

  private Path file(String toml) throws Exception {
    return Files.writeString(directory.resolve("gochat.toml"), toml);
  }

  private static Setting setting(String key) {
    return Arrays.stream(Setting.values())
        .filter(setting -> setting.key().equals(key))
        .findFirst()
        .orElseThrow();
  }
}
