package gochat.store.postgres;

import org.jspecify.annotations.Nullable;

/// Where the database is.
///
/// @param url such as `jdbc:postgresql://a:5432,b:5432/gochat`: one host, or a primary and its
///   standbys in any order; without user and password
/// @param password null for none
public record PostgresConfig(String url, String user, @Nullable String password) {
  private static final String SCHEME = "jdbc:postgresql:";

  public PostgresConfig {
    if (!url.startsWith(SCHEME)) {
      throw new IllegalArgumentException("url: " + url + " (expected: " + SCHEME + "…)");
    }
    if (url.contains("password=")) {
      throw new IllegalArgumentException("url: it has a password (expected: one apart from it)");
    }
  }

  /// Without the password.
  @Override
  public String toString() {
    return url + " as " + user;
  }
}
