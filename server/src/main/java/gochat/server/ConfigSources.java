package gochat.server;

import gochat.log.LogText;
import gochat.ops.Spelling;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlParseResult;

/// Collects the settings. A later source overrides an earlier one. Each value is checked when it is
/// added, so an invalid value stops the start even when it is overridden.
///
/// A relative path is relative to its source: to the directory of the configuration file, or to the
/// current directory for the environment and flags.
final class ConfigSources {
  /// Variables with the prefix of settings that belong to the start script and the client.
  private static final Set<String> OTHERS_VARIABLES =
      Set.of("GOCHAT_HOME", "GOCHAT_JAVA_OPTS", "GOCHAT_LANG", "GOCHAT_TOKEN");

  /// What Kubernetes and Docker add to a container's environment for a service with the name gochat
  /// (`GOCHAT_SERVICE_HOST`, `GOCHAT_PORT_1234_TCP_ADDR`) or gochat-web.
  private static final Pattern NAME_OF_SERVICE =
      Pattern.compile("GOCHAT_(.+_)?(SERVICE_(HOST|PORT(_.+)?)|PORT_[0-9]+_(TCP|UDP|SCTP)(_.+)?)");

  /// The value that they give to `GOCHAT_PORT`, which is a setting, too.
  private static final Pattern ADDRESS_OF_SERVICE = Pattern.compile("(tcp|udp|sctp)://.+");

  private final Map<Setting, String> values = new EnumMap<>(Setting.class);
  private @Nullable String storePassword;

  /// @param home the directory of the default data directory
  ConfigSources(Path home) {
    for (Setting setting : Setting.values()) {
      put(setting, setting.defaultValue(), home, "default");
    }
  }

  /// The defaults of `bin/server`, whose data directory is in the checkout.
  static ConfigSources ofThisProgram() {
    return new ConfigSources(Path.of(System.getProperty("gochat.home", "")));
  }

  /// @throws ConfigException when the file can't be read, or has an unknown key or an invalid value
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
                Setting.Accepted.Url _,
                Setting.Accepted.Line _,
                Setting.Accepted.Location _,
                Setting.Accepted.Networks _,
                Setting.Accepted.Rooms _,
                Setting.Accepted.Listed _,
                Setting.Accepted.Time _,
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

  /// A variable that has the prefix of the settings and names none of them.
  ///
  /// @param nearest the variable of the setting with the most similar name
  record UnknownVariable(String name, String nearest) {}

  /// Adds the variables of the settings. Variables that a container platform has for a service with
  /// the name gochat are passed over.
  ///
  /// @return unknown variables in the order of their names. They may belong to other programs
  /// @throws ConfigException for a value not accepted
  List<UnknownVariable> addEnvironment(Map<String, String> environment) {
    List<UnknownVariable> unknown = new ArrayList<>();
    Map<String, Setting> known = new TreeMap<>();
    for (Setting setting : Setting.values()) {
      known.put(setting.environmentVariable(), setting);
    }
    for (Map.Entry<String, String> variable : new TreeMap<>(environment).entrySet()) {
      String name = variable.getKey();
      Setting setting = known.get(name);
      if (isOfService(name, variable.getValue())) {
        continue;
      }
      if (name.equals(StoreChoice.PASSWORD_VARIABLE)) {
        storePassword = variable.getValue();
      } else if (setting != null) {
        put(setting, variable.getValue(), Path.of(""), name);
      } else if (name.startsWith("GOCHAT_") && !OTHERS_VARIABLES.contains(name)) {
        unknown.add(new UnknownVariable(name, Spelling.nearest(name, known.keySet())));
      }
    }
    return unknown;
  }

  private static boolean isOfService(String name, String value) {
    return NAME_OF_SERVICE.matcher(name).matches()
        || (name.startsWith("GOCHAT_")
            && name.endsWith("PORT")
            && ADDRESS_OF_SERVICE.matcher(value).matches());
  }

  /// @throws ConfigException for a value not accepted
  void addFlags(Map<Setting, String> flags) {
    flags.forEach((setting, value) -> put(setting, value, Path.of(""), setting.flag()));
  }

  Config config() {
    return Config.of(
        setting -> values.getOrDefault(setting, setting.defaultValue()), storePassword);
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
