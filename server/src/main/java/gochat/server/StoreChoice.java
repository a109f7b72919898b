package gochat.server;

import gochat.store.Durability;
import gochat.store.StoreLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The store that the settings choose.
///
/// @param name [#EMBEDDED], or the URL of a store outside of the data directory
/// @param passwordFile an absolute path, null for none
/// @param password the value of [#PASSWORD_VARIABLE], null for none
public record StoreChoice(String name, @Nullable Path passwordFile, @Nullable String password) {
  static final String EMBEDDED = "sqlite";
  static final String PASSWORD_VARIABLE = "GOCHAT_STORE_PASSWORD";

  public StoreChoice {
    Setting.STORE.check(name);
    if (passwordFile != null && password != null) {
      throw new ConfigException(
          "store-password-file: "
              + passwordFile
              + ", while "
              + PASSWORD_VARIABLE
              + " is set (expected: one or the other)");
    }
    if (passwordFile != null && name.equals(EMBEDDED)) {
      throw new ConfigException(
          "store-password-file: "
              + passwordFile
              + ", while store is "
              + EMBEDDED
              + " (expected: none, or the URL of a database as store)");
    }
  }

  /// Whether the data directory has the store.
  public boolean isEmbedded() {
    return name.equals(EMBEDDED);
  }

  void check(Durability durability, Config.Backups backups) {
    if (isEmbedded()) {
      return;
    }
    if (durability != Durability.SYNC) {
      throw new ConfigException(
          Setting.DURABILITY.key()
              + ": "
              + Setting.Accepted.Choice.word(durability)
              + ", while store is "
              + name
              + " (expected: sync)");
    }
    if (backups.to() != null) {
      throw new ConfigException(
          Setting.BACKUP_TO.key()
              + ": "
              + backups.to()
              + ", while store is "
              + name
              + " (expected: none; the tools of the database make its backups)");
    }
  }

  /// Where the store is that is not embedded; reads the file with the password.
  ///
  /// @throws ConfigException when the file can't be used
  StoreLocation location(boolean isInsecureAllowed) {
    return new StoreLocation(
        name, passwordFile == null ? password : read(passwordFile), isInsecureAllowed);
  }

  private static String read(Path file) {
    String first;
    try {
      first = Files.readString(file).lines().findFirst().orElse("");
    } catch (IOException e) {
      throw new ConfigException(
          Setting.STORE_PASSWORD_FILE.key()
              + ": "
              + file
              + " can't be read ("
              + e.getClass().getSimpleName()
              + ")");
    }
    if (first.isEmpty()) {
      throw new ConfigException(
          Setting.STORE_PASSWORD_FILE.key()
              + ": "
              + file
              + " is empty (expected: the password in its first line)");
    }
    return first;
  }

  /// Without the password.
  @Override
  public String toString() {
    return name;
  }
}
