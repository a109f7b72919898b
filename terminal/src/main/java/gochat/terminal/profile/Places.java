package gochat.terminal.profile;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where the client keeps what belongs to the user, by the XDG Base Directory Specification.
///
/// @param config what the user writes
/// @param state what the client remembers: tokens, drafts, cursors
public record Places(Path config, Path state) {
  private static final String OWN = "gochat";

  /// @param environment of the process
  public static Places of(Map<String, String> environment) {
    String home = environment.getOrDefault("HOME", "");
    Path user = Path.of(home.isEmpty() ? System.getProperty("user.home", "") : home);
    return new Places(
        base(environment.get("XDG_CONFIG_HOME"), user.resolve(".config")).resolve(OWN),
        base(environment.get("XDG_STATE_HOME"), user.resolve(".local/state")).resolve(OWN));
  }

  /// The specification has relative paths ignored.
  private static Path base(@Nullable String given, Path otherwise) {
    try {
      Path path = Path.of(given == null ? "" : given);
      return path.isAbsolute() ? path : otherwise;
    } catch (InvalidPathException _) {
      return otherwise;
    }
  }

  public Path profileFile() {
    return config.resolve("client.toml");
  }

  public Path credentialsFile() {
    return state.resolve("credentials");
  }
}
