package gochat.terminal.profile;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The client's directories for the user, by the XDG Base Directory Specification.
///
/// @param config for the files that the user writes
/// @param state for the files that the client writes: tokens, drafts, cursors
public record UserDirectories(Path config, Path state) {
  private static final String OWN = "gochat";

  /// @param environment of the process
  public static UserDirectories of(Map<String, String> environment) {
    String home = environment.getOrDefault("HOME", "");
    Path user = Path.of(home.isEmpty() ? System.getProperty("user.home", "") : home);
    return new UserDirectories(
        base(environment.get("XDG_CONFIG_HOME"), user.resolve(".config")).resolve(OWN),
        base(environment.get("XDG_STATE_HOME"), user.resolve(".local/state")).resolve(OWN));
  }

  /// The specification requires that relative paths are ignored.
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
