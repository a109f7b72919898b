package gochat.server;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.tomlj.Toml;
import org.tomlj.TomlParseResult;

/// Gathers the settings: a later source wins over an earlier one, and each is checked as it comes,
/// so that also a value that would not win stops the start.
///
/// A relative file or directory belongs to where it was written: the file's directory, the current
/// one for the environment and the flags.
final class ConfigSources {
  /// Variables with our prefix that are no settings: they belong to the start script and to the
  /// client.
  private static final Set<String> OTHERS_VARIABLES =
      Set.of("GOCHAT_HOME", "GOCHAT_JAVA_OPTS", "GOCHAT_LANG", "GOCHAT_TOKEN");

  private final Map<Setting, String> values = new EnumMap<>(Setting.class);

  /// @param home where the default data directory is
  ConfigSources(Path home) {
    for (Setting setting : Setting.values()) {
      put(setting, setting.defaultValue(), home, "default");
    }
  }

  /// @throws ConfigException when the file can't be read or says something that is not accepted
  void addFile(Path file) {
    TomlParseResult toml = parse(file);
    Path directory = file.toAbsolutePath().resolveSibling("");
    for (Map.Entry<List<String>, Object> entry : toml.entryPathSet(false)) {
      String key = String.join(".", entry.getKey());
      Setting setting = settingOf(key, file);
      Object value = entry.getValue();
      boolean isOfItsType =
          switch (setting.accepted()) {
            case Setting.Accepted.Range _ -> value instanceof Long;
            case Setting.Accepted.RangeOr(_, _, var words) ->
                value instanceof Long || (value instanceof String text && words.contains(text));
            case Setting.Accepted.Text _,
                Setting.Accepted.Location _,
                Setting.Accepted.Networks _,
                Setting.Accepted.Names _,
                Setting.Accepted.Choice _ ->
                value instanceof String;
          };
      if (!isOfItsType) {
        throw new ConfigException(
            setting.refusal(value instanceof String text ? '"' + text + '"' : value.toString())
                + ", from "
                + file);
      }
      put(setting, value.toString(), directory, file.toString());
    }
  }

  /// A variable with our prefix that is no setting.
  ///
  /// @param nearest the setting's variable that is spelt most like it
  record UnknownVariable(String name, String nearest) {}

  /// @return what is no setting, in the order of the names: such variables may belong to others, as
  ///   those that a container gets for a service called gochat
  /// @throws ConfigException for a value not accepted
  List<UnknownVariable> addEnvironment(Map<String, String> environment) {
    List<UnknownVariable> unknown = new ArrayList<>();
    Map<String, Setting> known = new TreeMap<>();
    for (Setting setting : Setting.values()) {
      known.put(setting.environmentVariable(), setting);
    }
    for (String name : new TreeMap<>(environment).keySet()) {
      Setting setting = known.get(name);
      if (setting != null) {
        put(setting, environment.getOrDefault(name, ""), Path.of(""), name);
      } else if (name.startsWith("GOCHAT_") && !OTHERS_VARIABLES.contains(name)) {
        unknown.add(new UnknownVariable(name, Spelling.nearest(name, known.keySet())));
      }
    }
    return unknown;
  }

  /// @throws ConfigException for a value not accepted
  void addFlags(Map<Setting, String> flags) {
    flags.forEach((setting, value) -> put(setting, value, Path.of(""), setting.flag()));
  }

  Config config() {
    return Config.of(setting -> values.getOrDefault(setting, setting.defaultValue()));
  }

  private void put(Setting setting, String value, Path base, String origin) {
    if (!setting.accepted().accepts(value)) {
      throw new ConfigException(setting.refusal(value) + ", from " + origin);
    }
    try {
      boolean isLocation =
          setting.accepted() instanceof Setting.Accepted.Location && !value.isEmpty();
      values.put(setting, isLocation ? base.resolve(value).toAbsolutePath().toString() : value);
    } catch (InvalidPathException _) {
      throw new ConfigException(setting.refusal(value) + ", from " + origin);
    }
  }

  private static Setting settingOf(String key, Path file) {
    List<String> known = new ArrayList<>();
    for (Setting setting : Setting.values()) {
      if (setting.key().equals(key)) {
        return setting;
      }
      known.add(setting.key());
    }
    throw new ConfigException(
        LogText.visible(key)
            + ": no such setting in "
            + file
            + " (expected: "
            + String.join(", ", known)
            + ")");
  }

  private static TomlParseResult parse(Path file) {
    try {
      TomlParseResult toml = Toml.parse(file);
      toml.errors().stream()
          .findFirst()
          .ifPresent(error -> {
            throw new ConfigException(
                file
                    + ": "
                    + LogText.visible(String.valueOf(error.getMessage()))
                    + " at "
                    + error.position());
          });
      return toml;
    } catch (IOException e) {
      throw new ConfigException(
          "--config: " + file + " can't be read (" + e.getClass().getSimpleName() + ")");
    }
  }
}
