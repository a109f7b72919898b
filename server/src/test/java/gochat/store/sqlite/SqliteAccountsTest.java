package gochat.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gochat.account.Accounts;
import gochat.account.AccountsException;
import gochat.account.UserName;
import gochat.store.Durability;
import gochat.store.Store;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqliteAccountsTest {
  @TempDir private Path directory;

  @Test
  void accountsOfAClosedStoreFailWithTheirException() {
    Store store = open();
    Accounts accounts = store.accounts();
    store.close();
    UserName name = UserName.stored("Alice");

    assertThatThrownBy(() -> accounts.find(name)).isInstanceOf(AccountsException.class);
    assertThatThrownBy(() -> accounts.removeExpired(1)).isInstanceOf(AccountsException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT * FROM user WHERE folded = ? | sqlite_autoindex_user_2",
        "SELECT * FROM token WHERE user = ? | token_user",
        "DELETE FROM token WHERE expires_ms <= ? | token_expires"
      })
  void frequentQueriesHaveAnIndex(String query, String index) throws SQLException {
    try (Store _ = open();
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = connection.createStatement();
        ResultSet plan = statement.executeQuery("EXPLAIN QUERY PLAN " + query)) {
      assertThat(plan.next()).isTrue();
      assertThat(plan.getString("detail")).contains("USING INDEX " + index);
    }
  }

  private Store open() {
    return SqliteStore.open(file(), Durability.SYNC, _ -> {});
  }

  private Path file() {
    return directory.resolve("gochat.db");
  }
}
