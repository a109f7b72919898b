package gochat.terminal.profile;

import gochat.client.Fingerprint;
import gochat.client.ServerAddresses;
import gochat.terminal.profile.Profile.Encryption;
import gochat.terminal.profile.Profile.Notification;
import gochat.terminal.profile.Profile.Theme;
import gochat.terminal.text.Texts;
import gochat.terminal.text.VisibleText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlTable;

/// The file of profiles, in TOML: the keys of the default profile, and a table `[profile.NAME]` for
/// each other profile, which overrides those keys.
public final class ProfileFile {
  private static final String PROFILES = "profile";
  private static final String SERVER = "server";
  private static final String NAME = "name";
  private static final String TLS = "tls";
  private static final String CA = "ca";
  private static final String FINGERPRINT = "fingerprint";
  private static final String THEME = "theme";
  private static final String NOTIFICATIONS = "notifications";

  private static final Set<String> KEYS =
      new TreeSet<>(Set.of(SERVER, NAME, TLS, CA, FINGERPRINT, THEME, NOTIFICATIONS));

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final Path file;
  private final Texts texts;

  public ProfileFile(Path file, Texts texts) {
    this.file = file;
    this.texts = texts.of("profile");
  }

  /// @param name of a profile; null: the default one
  /// @throws ProfileException if the file can't be read, has a fault anywhere, or has no such
  ///   profile
  public Profile read(@Nullable String name) throws ProfileException {
    if (!Files.exists(file)) {
      if (name == null) {
        return Profile.DEFAULT;
      }
      throw failure("profile.no-file", name, file);
    }
    TomlParseResult toml = parse();
    Profile base = overridden(Profile.DEFAULT, toml, "");
    Profile found = name == null ? base : null;
    TomlTable profiles = profiles(toml);
    // Checks all profiles, so that a mistake shows before the profile is used.
    for (String each : new TreeSet<>(profiles.keySet())) {
      if (!(profiles.get(List.of(each)) instanceof TomlTable table)) {
        throw failure("profile.unknown-key", file, PROFILES + "." + each, "[profile.NAME]");
      }
      Profile profile = overridden(base, table, PROFILES + "." + each + ".");
      if (each.equals(name)) {
        found = profile;
      }
    }
    if (found == null) {
      throw failure(
          "profile.missing",
          file,
          String.valueOf(name),
          profiles.isEmpty() ? "-" : String.join(", ", new TreeSet<>(profiles.keySet())));
    }
    return found;
  }

  private TomlParseResult parse() throws ProfileException {
    try {
      TomlParseResult toml = Toml.parse(text());
      if (toml.hasErrors()) {
        TomlParseError error = toml.errors().getFirst();
        throw failure(
            "profile.not-toml",
            file,
            error.position().line(),
            VisibleText.sentence(String.valueOf(error.getMessage())));
      }
      return toml;
    } catch (IOException e) {
      throw failure("profile.unreadable", file, FileErrorText.reason(e, texts));
    }
  }

  /// Without the byte order mark that some editors write.
  private String text() throws IOException, ProfileException {
    byte[] bytes = Files.readAllBytes(file);
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    } catch (CharacterCodingException _) {
      throw failure("profile.not-utf8", file);
    }
  }

  private TomlTable profiles(TomlParseResult toml) throws ProfileException {
    Object value = toml.get(List.of(PROFILES));
    return switch (value) {
      case null -> Toml.parse("");
      case TomlTable table -> table;
      default -> throw wrong(PROFILES, value, "[profile.NAME]");
    };
  }

  private Profile overridden(Profile base, TomlTable table, String prefix) throws ProfileException {
    String server = base.server();
    String name = base.name();
    Theme theme = base.theme();
    Set<Notification> notifications = base.notifications();
    for (Map.Entry<String, Object> entry : table.toMap().entrySet()) {
      String key = prefix + entry.getKey();
      Object value = entry.getValue();
      switch (entry.getKey()) {
        case SERVER -> server = server(key, value);
        case NAME -> name = text(key, value);
        case THEME -> theme = word(Theme.class, key, value);
        case NOTIFICATIONS -> notifications = notifications(key, value);
        case TLS, CA, FINGERPRINT -> {
          // Checked together.
        }
        default -> {
          if (!key.equals(PROFILES)) {
            throw failure(
                "profile.unknown-key", file, VisibleText.sentence(key), String.join(", ", KEYS));
          }
        }
      }
    }
    // The encryption of one server does not apply to another one.
    boolean isOtherServer = table.contains(SERVER) && !prefix.isEmpty();
    Encryption before = isOtherServer ? new Encryption.None() : base.encryption();
    return new Profile(server, name, encryption(before, table, prefix), theme, notifications);
  }

  private String server(String key, Object value) throws ProfileException {
    String server = text(key, value);
    try {
      return ServerAddresses.parse(server).toString();
    } catch (IllegalArgumentException _) {
      throw wrong(key, value, "HOST:PORT[,HOST:PORT…]");
    }
  }

  private Encryption encryption(Encryption base, TomlTable table, String prefix)
      throws ProfileException {
    Object tls = table.get(List.of(TLS));
    Object ca = table.get(List.of(CA));
    Object fingerprint = table.get(List.of(FINGERPRINT));
    if (tls != null && !(tls instanceof Boolean)) {
      throw wrong(prefix + TLS, tls, "true, false");
    }
    if (ca != null && fingerprint != null) {
      throw failure("profile.ca-and-fingerprint", file, prefix + CA, prefix + FINGERPRINT);
    }
    if (tls instanceof Boolean isOn && !isOn) {
      if (ca != null || fingerprint != null) {
        throw wrong(prefix + TLS, tls, "true");
      }
      return new Encryption.None();
    }
    if (ca != null) {
      // Relative to the file.
      return new Encryption.Authority(
          file.toAbsolutePath().resolveSibling(text(prefix + CA, ca)).toString());
    }
    if (fingerprint != null) {
      return pinned(prefix + FINGERPRINT, fingerprint);
    }
    return tls == null ? base : new Encryption.Trusted();
  }

  private Encryption pinned(String key, Object value) throws ProfileException {
    try {
      return new Encryption.Pinned(Fingerprint.parse(text(key, value)).toString());
    } catch (IllegalArgumentException _) {
      throw wrong(key, value, "SHA-256");
    }
  }

  private Set<Notification> notifications(String key, Object value) throws ProfileException {
    Set<Notification> found = EnumSet.noneOf(Notification.class);
    if (!(value instanceof TomlArray array)) {
      throw wrong(key, value, "[" + words(Notification.class) + "]");
    }
    for (Object each : array.toList()) {
      found.add(word(Notification.class, key, each));
    }
    return found;
  }

  private String text(String key, Object value) throws ProfileException {
    if (value instanceof String text && !text.isBlank()) {
      return text.strip();
    }
    throw wrong(key, value, texts.get("profile.text"));
  }

  private <E extends Enum<E>> E word(Class<E> words, String key, Object value)
      throws ProfileException {
    for (E word : words.getEnumConstants()) {
      if (value instanceof String text && text.equals(spelled(word))) {
        return word;
      }
    }
    throw wrong(key, value, words(words));
  }

  private static <E extends Enum<E>> String words(Class<E> words) {
    return Arrays.stream(words.getEnumConstants())
        .map(word -> '"' + spelled(word) + '"')
        .collect(Collectors.joining(", "));
  }

  private static String spelled(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }

  private ProfileException wrong(String key, Object value, String expected) {
    String shown =
        switch (value) {
          case String text -> '"' + text + '"';
          case TomlTable _ -> "{…}";
          case TomlArray _ -> "[…]";
          default -> value.toString();
        };
    return failure("profile.wrong-value", file, key, VisibleText.sentence(shown), expected);
  }

  private ProfileException failure(String key, Object... values) {
    Object[] shown =
        Arrays.stream(values)
            .map(value -> value instanceof Integer line ? line.toString() : value)
            .map(value -> value instanceof Path path ? path.toString() : value)
            .toArray();
    return new ProfileException(texts.get(key, shown));
  }
}
