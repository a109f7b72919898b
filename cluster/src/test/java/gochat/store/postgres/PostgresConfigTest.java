package gochat.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gochat.store.StoreException;
import gochat.store.StoreLocation;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The URL of the database.
class PostgresConfigTest {
  @Test
  void aUrlNamesTheUserAllHostsTheDatabaseAndTheEncryption() {
    PostgresConfig config =
        of("postgresql://go%20chat@db1:5433,db2/chat?sslmode=verify-full&sslrootcert=%2Fca.pem");

    assertThat(config.jdbcUrl(0)).isEqualTo("jdbc:postgresql://db1:5433,db2/chat");
    assertThat(config.user()).isEqualTo("go chat");
    assertThat(config.tls()).isEqualTo(Map.of("sslmode", "verify-full", "sslrootcert", "/ca.pem"));
  }

  @Test
  void withoutAUserItIsTheOneOfTheProcess() {
    assertThat(of("postgresql://localhost/chat").user()).isEqualTo(System.getProperty("user.name"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://localhost/chat",
        "postgresql://127.0.0.1:5432,localhost:5433/chat",
        "postgresql://[::1]:5432/chat"
      })
  void onThisMachineTheConnectionNeedsNoEncryption(String url) {
    assertThat(of(url).tls()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "postgresql://db1/chat, db1",
    "'postgresql://localhost:5432,db2:5433/chat', db2:5433",
    "postgresql://127.0.0.1.example.org/chat, 127.0.0.1.example.org",
    "postgresql://db1/chat?sslmode=require, db1"
  })
  void anotherMachineHasToProveItsName(String url, String host) {
    assertThatThrownBy(() -> of(url))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(host + " is another machine (expected: ?sslmode=verify-full")
        .hasMessageContaining("--insecure");
    assertThat(PostgresConfig.of(new StoreLocation(url, null, true)).jdbcUrl(0)).contains(host);
  }

  @ParameterizedTest
  @CsvSource({
    "postgresql://localhost, 'expected: postgresql://USER@HOST'",
    "postgresql:///chat, 'expected: postgresql://USER@HOST'",
    "postgresql://localhost/chat?options=-cfsync=off, 'the parameter options'",
    "postgresql://localhost/chat?sslmode, 'the parameter sslmode'"
  })
  void aWrongUrlIsRefusedWithWhatIsExpected(String url, String message) {
    assertThatThrownBy(() -> of(url))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(url)
        .hasMessageContaining(message);
  }

  private static PostgresConfig of(String url) {
    return PostgresConfig.of(new StoreLocation(url, "secret", false));
  }
}
