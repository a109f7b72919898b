package gochat.server;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;

/// A configuration file with all settings of a configuration; [ConfigSources] reads it.
record ConfigFile(Config config) {
  /// The files with secrets.
  private static final Set<Setting> SECRETS =
      EnumSet.of(Setting.STORE_PASSWORD_FILE, Setting.BUS_CREDENTIALS, Setting.TLS_KEY);

  /// The settings that differ from those of `standard`, such as `port=1235, registration=off`. The
  /// names of the files with secrets are `***`.
  String differences(Config standard) {
    ConfigFile other = new ConfigFile(standard);
    return Arrays.stream(Setting.values())
        .filter(setting -> !text(setting).equals(other.text(setting)))
        .map(setting -> setting.key() + '=' + (SECRETS.contains(setting) ? "***" : text(setting)))
        .collect(Collectors.joining(", "));
  }

  /// The text of the file.
  String toToml() {
    StringBuilder toml = new StringBuilder();
    String section = "";
    for (Setting setting : Setting.values()) {
      int dot = setting.key().indexOf('.');
      String itsSection = dot < 0 ? "" : setting.key().substring(0, dot);
      if (!itsSection.equals(section)) {
        section = itsSection;
        toml.append("\n[").append(section).append("]\n");
      }
      toml.append(setting.key().substring(dot + 1))
          .append(" = ")
          .append(tomlValue(setting))
          .append('\n');
    }
    return toml.toString();
  }

  private String tomlValue(Setting setting) {
    Object value = value(setting);
    boolean isNumber = value instanceof Integer || value instanceof Config.OptionalPort.Fixed;
    return isNumber ? text(setting) : '"' + Toml.tomlEscape(text(setting)).toString() + '"';
  }

  private String text(Setting setting) {
    return switch (value(setting)) {
      case null -> "";
      case Enum<?> constant -> Setting.Accepted.Choice.word(constant);
      case Object value -> value.toString();
    };
  }

  private @Nullable Object value(Setting setting) {
    return switch (setting) {
      case HOST -> config.host();
      case PORT -> config.port();
      case WEB_PORT -> config.webPort();
      case OPS_PORT -> config.opsPort();
      case DATA_DIR -> config.dataDir();
      case STORE -> config.store().name();
      case STORE_PASSWORD_FILE -> config.store().passwordFile();
      case BUS -> config.bus().name();
      case BUS_CREDENTIALS -> config.bus().credentials();
      case BUS_CA -> config.bus().authorities();
      case DURABILITY -> config.durability();
      case TLS -> config.tls().source();
      case TLS_CERT -> config.tls().cert();
      case TLS_KEY -> config.tls().key();
      case PLAINTEXT -> config.tls().plaintext();
      case ACME_DOMAINS -> config.tls().acme().domains();
      case ACME_EMAIL -> config.tls().acme().email();
      case ACME_TERMS_AGREED -> config.tls().acme().termsAgreed();
      case ACME_DIRECTORY -> config.tls().acme().directory();
      case ACME_CA -> config.tls().acme().ca();
      case SERVER_NAME -> config.about().name();
      case SERVER_GREETING -> config.about().greeting();
      case WEB_URL -> config.web().url();
      case WEB_HOSTS -> config.web().hosts();
      case WEB_ORIGIN -> config.web().origins();
      case WEB_TRUSTED_PROXIES -> config.web().trustedProxies();
      case INSECURE -> config.insecure();
      case REGISTRATION -> config.access().registration();
      case FIRST_CONTRACT -> config.access().firstContract();
      case GUEST_ALLOWED -> config.access().guestAllowed();
      case GUEST_ROOMS -> config.access().guestRooms();
      case ROOM_CREATE -> config.access().roomCreation();
      case BACKUP_TO -> config.backups().to();
      case BACKUP_EVERY -> config.backups().every();
      case BACKUP_KEEP -> config.backups().keep();
      case BACKUP_ZIP -> config.backups().zip();
      case AUDIT_KEEP -> config.retention().audit();
      case RETENTION_AGE -> config.retention().age() == null ? "off" : config.retention().age();
      case RETENTION_EVENTS ->
          config.retention().events() == 0 ? "off" : (Object) config.retention().events();
      case GUEST_MAX,
          GUEST_PER_ADDRESS_MAX,
          MESSAGE_BYTES_MAX,
          SHARD_INBOX_MAX,
          CONNECTION_MAX,
          CONNECTION_PER_ADDRESS_MAX,
          CONNECTION_NAMELESS_PER_ADDRESS_MAX,
          CALL_MAX,
          CALL_PER_ADDRESS_MAX,
          STREAM_PER_CONNECTION_MAX,
          STREAM_PER_ACCOUNT_MAX,
          STREAM_PER_GUEST_MAX,
          ROOM_PER_ACCOUNT_AND_HOUR_MAX,
          ROOM_MEMBERSHIPS_PER_ACCOUNT_MAX,
          ROOM_INVITATIONS_PER_ACCOUNT_AND_HOUR_MAX,
          RATE_ACCOUNT_CHANGES_PER_SECOND,
          RATE_ACCOUNT_BYTES_PER_SECOND,
          RATE_GUEST_CHANGES_PER_SECOND,
          RATE_GUEST_BYTES_PER_SECOND,
          RATE_ADDRESS_CHANGES_PER_SECOND,
          RATE_ADDRESS_BYTES_PER_SECOND,
          RATE_BURST_SECONDS,
          BACKUP_BYTES_PER_SECOND ->
          config.limits().of(setting.limit().orElseThrow());
      case LIMIT_EXEMPT -> config.exempt();
      case LOG_FORMAT -> config.log().format();
      case LOG_LEVEL -> config.log().level();
    };
  }
}
