package gochat.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gochat.store.StoreException;
import gochat.store.StoreLocation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The settings of the store, and of the bus of several servers.
class StoreSettingsTest {
  private static final String DATABASE = "postgresql://gochat@db1,db2/gochat";

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://gochat:hunter2@db/gochat",
        "postgresql://gochat:hunter2/@x@db/gochat",
        "postgresql://db/gochat?user=gochat&password=hunter2",
        "postgresql://db/gochat?Password=hunter2&sslmode=disable"
      })
  void aPasswordInTheUrlOfTheStoreIsRefusedAndNotShown(String url) {
    Map<Setting, String> chosen = Map.of(Setting.STORE, url);

    assertThatThrownBy(() -> Config.of(directory, chosen))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("store: postgresql://")
        .hasMessageContaining("***")
        .hasMessageContaining("without a password")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void thePasswordOfTheStoreComesFromAFileOrFromAVariable() throws Exception {
    Path file = Files.writeString(directory.resolve("password"), "hunter2\n");
    Map<Setting, String> chosen = Map.of(Setting.STORE, DATABASE);
    var fromVariable = new ConfigSources(directory);
    fromVariable.addFlags(chosen);
    assertThat(fromVariable.addEnvironment(Map.of("GOCHAT_STORE_PASSWORD", "hunter2"))).isEmpty();
    var fromFile = new ConfigSources(directory);
    fromFile.addFlags(chosen);
    fromFile.addFlags(Map.of(Setting.STORE_PASSWORD_FILE, file.toString()));

    Config standard = new ConfigSources(directory).config();
    for (Config config : List.of(fromVariable.config(), fromFile.config())) {
      assertThat(config.storeLocation().password()).isEqualTo("hunter2");
      assertThat(config.toString() + config.storeLocation()).doesNotContain("hunter2");
      assertThat(new ConfigFile(config).toToml()).doesNotContain("hunter2");
      assertThat(new ConfigFile(config).differences(standard))
          .contains("store=" + DATABASE)
          .doesNotContain("hunter2", file.toString());
    }

    fromFile.addEnvironment(Map.of("GOCHAT_STORE_PASSWORD", "hunter2"));
    assertThatThrownBy(fromFile::config)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("GOCHAT_STORE_PASSWORD is set")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void aFileWithoutAPasswordIsNamed() throws Exception {
    Path empty = Files.createFile(directory.resolve("password"));

    for (Path file : List.of(empty, directory.resolve("missing"))) {
      Config config =
          Config.of(
              directory,
              Map.of(Setting.STORE, DATABASE, Setting.STORE_PASSWORD_FILE, file.toString()));
      assertThatThrownBy(config::storeLocation)
          .isInstanceOf(ConfigException.class)
          .hasMessageStartingWith("store-password-file: " + file);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "DURABILITY, async, 'durability: async, while store is postgresql://'",
    "DURABILITY, memory, 'durability: memory, while store is postgresql://'",
    "BACKUP_TO, backups, 'backup.to: '"
  })
  void settingsOfTheEmbeddedStoreAreRefusedForADatabase(
      Setting setting, String value, String message) {
    Map<Setting, String> chosen = Map.of(Setting.STORE, DATABASE, setting, value);

    assertThatThrownBy(() -> Config.of(directory, chosen))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void aPasswordWithoutADatabaseIsRefused() {
    Map<Setting, String> chosen = Map.of(Setting.STORE_PASSWORD_FILE, "password");

    assertThatThrownBy(() -> Config.of(directory, chosen))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("while store is sqlite");
  }

  @Test
  void aBusIsForADatabaseAndItsFilesAreForTheBus() {
    Map<Setting, String> alone = Map.of(Setting.BUS, "nats://a:4222");
    Map<Setting, String> unused = Map.of(Setting.STORE, DATABASE, Setting.BUS_CA, "ca.pem");
    Map<Setting, String> bus =
        Map.of(
            Setting.STORE, DATABASE, Setting.BUS, "nats://a,b", Setting.BUS_CREDENTIALS, "creds");

    assertThatThrownBy(() -> Config.of(directory, alone))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("bus: nats://a:4222, while store is sqlite");
    assertThatThrownBy(() -> Config.of(directory, unused))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("expected: the URL of a bus");
    assertThat(Config.of(directory, bus).bus().credentials()).hasFileName("creds");
  }

  @Test
  void aStoreThatThisServerDoesNotHaveIsNamed() {
    StoreLocation unknown = new StoreLocation("oracle://db/gochat", null, false);

    assertThatThrownBy(() -> Stores.open(unknown, _ -> {}))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("oracle://db/gochat")
        .hasMessageContaining("expected: sqlite or postgresql://");
  }
}
