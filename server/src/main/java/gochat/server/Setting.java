package gochat.server;

import gochat.limit.AccountLimit;
import gochat.limit.BackupLimit;
import gochat.limit.CallLimit;
import gochat.limit.ConnectionLimit;
import gochat.limit.Limit;
import gochat.limit.MessageLimit;
import gochat.limit.NetworkList;
import gochat.limit.Period;
import gochat.limit.QueueLimit;
import gochat.limit.RateLimit;
import gochat.limit.RetentionLimit;
import gochat.limit.RoomLimit;
import gochat.limit.StreamLimit;
import gochat.log.LogFormat;
import gochat.log.LogText;
import gochat.room.RoomCreation;
import gochat.session.FirstContract;
import gochat.store.Durability;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/// All settings. The key in the configuration file also gives the environment variable and the
/// flag: `shard.inbox-max`, `GOCHAT_SHARD_INBOX_MAX`, `--shard-inbox-max`.
///
/// The message `setting.KEY` describes a setting.
public enum Setting {
  HOST("host", Config.ALL_INTERFACES, new Accepted.Text("an address of this machine, or *")),
  PORT("port", "1234", new Accepted.Range(0, 65_535)),
  WEB_PORT("web-port", "auto", new Accepted.RangeOr(0, 65_535, List.of("auto", "off"))),
  DATA_DIR("data-dir", "data", new Accepted.Location("DIR", "a directory", false)),
  STORE(
      "store",
      StoreChoice.EMBEDDED,
      new Accepted.Url(
          StoreChoice.EMBEDDED,
          "the URL of a database without a password, such as"
              + " postgresql://gochat@db1,db2/gochat")),
  STORE_PASSWORD_FILE("store-password-file", "", new Accepted.Location("FILE", "a file", true)),
  BUS(
      "bus",
      BusChoice.OF_STORE,
      new Accepted.Url(
          BusChoice.OF_STORE, "the servers of NATS, such as nats://a:4222,b:4222 or tls://a:4222")),
  BUS_CREDENTIALS("bus-credentials", "", new Accepted.Location("FILE", "a file", true)),
  BUS_CA("bus-ca", "", new Accepted.Location("FILE", "a PEM file", true)),
  DURABILITY("durability", "sync", Accepted.choice(Durability.values())),
  TLS("tls", "files", Accepted.choice(Config.Tls.Source.values())),
  TLS_CERT("tls-cert", "", new Accepted.Location("FILE", "a PEM file", true)),
  TLS_KEY("tls-key", "", new Accepted.Location("FILE", "a PEM file", true)),
  PLAINTEXT("plaintext", "on", Accepted.choice(Config.Tls.Plaintext.values())),
  INSECURE("insecure", "off", Accepted.choice(Config.Switch.values())),
  REGISTRATION("registration", "auto", Accepted.choice(RegistrationChoice.values())),
  FIRST_CONTRACT("first-contract", "everybody", Accepted.choice(FirstContract.values())),
  SERVER_NAME("server.name", "GoChat", Accepted.Line.NAME),
  SERVER_GREETING("server.greeting", "", Accepted.Line.GREETING),
  ACME_DOMAINS("acme.domains", "", Accepted.Listed.DOMAINS),
  ACME_EMAIL("acme.email", "", Accepted.Listed.EMAILS),
  ACME_TERMS_AGREED("acme.terms-agreed", "off", Accepted.choice(Config.Switch.values())),
  ACME_DIRECTORY(
      "acme.directory",
      "https://acme-v02.api.letsencrypt.org/directory",
      new Accepted.Text("the https URL of an authority's directory")),
  ACME_CA("acme.ca", "", new Accepted.Location("FILE", "a PEM file", true)),
  WEB_URL("web.url", "", Accepted.Line.URL),
  WEB_HOSTS("web.hosts", "", Accepted.Listed.HOSTS),
  WEB_ORIGIN("web.origin", "", Accepted.Listed.ORIGINS),
  WEB_TRUSTED_PROXIES("web.trusted-proxies", "", new Accepted.Networks()),
  OPS_PORT("ops.port", "auto", new Accepted.RangeOr(0, 65_535, List.of("auto", "off"))),
  GUEST_ALLOWED("guest.allowed", "on", Accepted.choice(Config.Switch.values())),
  GUEST_ROOMS("guest.rooms", GuestRoomList.LOBBY, new Accepted.Rooms()),
  GUEST_MAX(AccountLimit.GUESTS),
  GUEST_PER_ADDRESS_MAX(AccountLimit.GUESTS_PER_ADDRESS),
  MESSAGE_BYTES_MAX(MessageLimit.TEXT_BYTES),
  SHARD_INBOX_MAX(QueueLimit.SHARD_INBOX),
  CONNECTION_MAX(ConnectionLimit.OPEN),
  CONNECTION_PER_ADDRESS_MAX(ConnectionLimit.PER_ADDRESS),
  CONNECTION_NAMELESS_PER_ADDRESS_MAX(ConnectionLimit.NAMELESS_PER_ADDRESS),
  CALL_MAX(CallLimit.OPEN),
  CALL_PER_ADDRESS_MAX(CallLimit.PER_ADDRESS),
  STREAM_PER_CONNECTION_MAX(StreamLimit.PER_CONNECTION),
  STREAM_PER_ACCOUNT_MAX(StreamLimit.PER_ACCOUNT),
  STREAM_PER_GUEST_MAX(StreamLimit.PER_GUEST),
  ROOM_CREATE("room.create", "accounts", Accepted.choice(RoomCreation.values())),
  ROOM_PER_ACCOUNT_AND_HOUR_MAX(RoomLimit.MADE_PER_HOUR),
  ROOM_MEMBERSHIPS_PER_ACCOUNT_MAX(RoomLimit.MEMBERSHIPS),
  ROOM_INVITATIONS_PER_ACCOUNT_AND_HOUR_MAX(RoomLimit.INVITATIONS_PER_HOUR),
  RATE_ACCOUNT_CHANGES_PER_SECOND(RateLimit.ACCOUNT_CHANGES),
  RATE_ACCOUNT_BYTES_PER_SECOND(RateLimit.ACCOUNT_BYTES),
  RATE_GUEST_CHANGES_PER_SECOND(RateLimit.GUEST_CHANGES),
  RATE_GUEST_BYTES_PER_SECOND(RateLimit.GUEST_BYTES),
  RATE_ADDRESS_CHANGES_PER_SECOND(RateLimit.ADDRESS_CHANGES),
  RATE_ADDRESS_BYTES_PER_SECOND(RateLimit.ADDRESS_BYTES),
  RATE_BURST_SECONDS(RateLimit.BURST),
  LIMIT_EXEMPT("limit.exempt", "127.0.0.0/8,::1/128", new Accepted.Networks()),
  BACKUP_TO("backup.to", "", new Accepted.Location("DIR", "a directory", true)),
  BACKUP_EVERY("backup.every", "1d", new Accepted.Time(false)),
  BACKUP_KEEP("backup.keep", "7", new Accepted.Range(1, 10_000)),
  BACKUP_ZIP("backup.zip", "off", Accepted.choice(Config.Switch.values())),
  BACKUP_BYTES_PER_SECOND(BackupLimit.BYTES_PER_SECOND),
  RETENTION_AGE("retention.age", "off", new Accepted.Time(true)),
  RETENTION_EVENTS(
      "retention.events",
      "off",
      new Accepted.RangeOr(RetentionLimit.EVENTS_MIN, Integer.MAX_VALUE, List.of("off"))),
  AUDIT_KEEP("audit.keep", "365d", new Accepted.Time(false)),
  LOG_FORMAT("log.format", "text", Accepted.choice(LogFormat.values())),
  LOG_LEVEL("log.level", "info", Accepted.choice(Level.values()));

  private final String key;
  private final String defaultValue;

  /// Only immutable records, which the checker can't know.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Accepted accepted;

  /// Null for a setting that is not a limit.
  @SuppressWarnings("ImmutableEnumChecker")
  private final @Nullable Limit limit;

  Setting(String key, String defaultValue, Accepted accepted) {
    this.key = key;
    this.defaultValue = defaultValue;
    this.accepted = accepted;
    limit = null;
  }

  Setting(Limit limit) {
    key = limit.key();
    defaultValue = String.valueOf(limit.standard());
    accepted = new Accepted.Range(limit.range().min(), limit.range().max());
    this.limit = limit;
  }

  String key() {
    return key;
  }

  String defaultValue() {
    return defaultValue;
  }

  Accepted accepted() {
    return accepted;
  }

  /// The limit that the setting changes, if any.
  Optional<Limit> limit() {
    return Optional.ofNullable(limit);
  }

  /// Whether the flag without a value turns the setting on.
  boolean isSwitch() {
    return accepted.equals(Accepted.choice(Config.Switch.values()));
  }

  String flag() {
    return "--" + key.replace('.', '-');
  }

  String environmentVariable() {
    return "GOCHAT_" + key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
  }

  /// @throws ConfigException when `value` is not accepted
  void check(Object value) {
    if (!accepted.accepts(value.toString())) {
      throw new ConfigException(refusal(value.toString()));
    }
  }

  /// The message for an invalid value, such as `port: 65536 (expected: 0..65535)`.
  String refusal(String value) {
    return key
        + ": "
        + LogText.visible(accepted.shown(value))
        + " (expected: "
        + accepted.expectation()
        + ")";
  }

  /// The values that a setting accepts.
  sealed interface Accepted {
    boolean accepts(String value);

    String expectation();

    /// A value as messages show it: without secrets.
    default String shown(String value) {
      return value;
    }

    static Accepted choice(Enum<?>... values) {
      return new Choice(Arrays.stream(values).map(Choice::word).toList());
    }

    record Text(String expectation) implements Accepted {
      @Override
      public boolean accepts(String value) {
        return !value.isBlank() && value.indexOf('\0') < 0;
      }
    }

    /// A word, or a URL without a password. The part that uses the URL reads it.
    ///
    /// @param urls the expected URLs
    record Url(String word, String urls) implements Accepted {
      private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9+.-]*://\\S+");
      private static final Pattern PASSWORD =
          Pattern.compile("(?i)(?<=://[^@/:,]{0,200}:).*(?=@)|(?<=password=)[^&]*");

      @Override
      public boolean accepts(String value) {
        return value.equals(word)
            || (FORM.matcher(value).matches() && !PASSWORD.matcher(value).find());
      }

      @Override
      public String expectation() {
        return word + ", or " + urls;
      }

      @Override
      public String shown(String value) {
        return PASSWORD.matcher(value).replaceAll("***");
      }
    }

    /// A text of one line.
    ///
    /// @param label the placeholder in the help
    record Line(String label, Pattern form, String expectation) implements Accepted {
      static final Line NAME =
          new Line(
              "NAME",
              Pattern.compile("(?=.*\\S)[^\\p{Cc}\\p{Zl}\\p{Zp}]{1,64}"),
              "1 to 64 characters on one line");
      static final Line GREETING =
          new Line(
              "TEXT",
              Pattern.compile("[^\\p{Cc}\\p{Zl}\\p{Zp}]{0,500}"),
              "at most 500 characters on one line");
      static final Line URL =
          new Line(
              "URL",
              Pattern.compile("(?:https?://[^\\s/?#@,*\"]+)?"),
              "an address without a slash at the end, such as https://chat.example.org");

      @Override
      public boolean accepts(String value) {
        return form.matcher(value).matches();
      }
    }

    /// A file or directory; a relative path is relative to its source.
    ///
    /// @param label the placeholder in the help
    /// @param isOptional whether an empty value stands for none
    record Location(String label, String expectation, boolean isOptional) implements Accepted {
      @Override
      public boolean accepts(String value) {
        return (isOptional && value.isEmpty()) || (!value.isBlank() && value.indexOf('\0') < 0);
      }
    }

    /// Texts separated by commas; may be empty.
    ///
    /// @param label the placeholder in the help
    record Listed(String label, Pattern entry, String expectation) implements Accepted {
      static final Listed HOSTS =
          new Listed(
              "NAMES",
              Pattern.compile("(?:\\*\\.)?[\\p{L}\\p{N}_-]+(?:\\.[\\p{L}\\p{N}_-]+)*"),
              "names without ports, separated by commas, such as chat.example.org, *.example.net");
      static final Listed DOMAINS =
          new Listed(
              "NAMES",
              Pattern.compile("[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)*"),
              "domain names in ASCII, separated by commas, such as chat.example.org, example.net");
      static final Listed EMAILS =
          new Listed(
              "ADDRESSES",
              Pattern.compile("[^@\\s]+@[^@\\s]+"),
              "addresses for e-mail, separated by commas, such as admin@example.org");
      static final Listed ORIGINS =
          new Listed(
              "ORIGINS",
              Pattern.compile("[a-z][a-z0-9+.-]*://[^\\s/?#@,*]+"),
              "origins without a slash at the end, separated by commas, such as"
                  + " https://app.example.org, http://localhost:5173");

      @Override
      public boolean accepts(String value) {
        return split(value).allMatch(text -> entry.matcher(text).matches());
      }

      static Stream<String> split(String value) {
        return Arrays.stream(value.split(",", -1))
            .map(String::strip)
            .filter(text -> !text.isEmpty());
      }
    }

    record Networks() implements Accepted {
      @Override
      public boolean accepts(String value) {
        try {
          NetworkList.parse(value);
          return true;
        } catch (IllegalArgumentException _) {
          return false;
        }
      }

      @Override
      public String expectation() {
        return "networks such as 10.0.0.0/8,::1, or nothing";
      }
    }

    /// Rooms that are open to guests.
    record Rooms() implements Accepted {
      @Override
      public boolean accepts(String value) {
        try {
          var _ = GuestRoomList.parse(value);
          return true;
        } catch (IllegalArgumentException _) {
          return false;
        }
      }

      @Override
      public String expectation() {
        return GuestRoomList.EXPECTATION;
      }
    }

    /// @param isOptional whether `off` stands for none
    record Time(boolean isOptional) implements Accepted {
      @Override
      public boolean accepts(String value) {
        return Period.isValid(value) || (isOptional && value.equals("off"));
      }

      @Override
      public String expectation() {
        return isOptional ? Period.EXPECTATION + ", or off" : Period.EXPECTATION;
      }
    }

    record Range(int min, int max) implements Accepted {
      @Override
      public boolean accepts(String value) {
        try {
          int number = Integer.parseInt(value);
          return number >= min && number <= max;
        } catch (NumberFormatException _) {
          return false;
        }
      }

      @Override
      public String expectation() {
        return min + ".." + max;
      }
    }

    /// A number or one of some words.
    record RangeOr(int min, int max, List<String> words) implements Accepted {
      @Override
      public boolean accepts(String value) {
        return words.contains(value) || new Range(min, max).accepts(value);
      }

      @Override
      public String expectation() {
        return min + ".." + max + " | " + String.join(" | ", words);
      }
    }

    record Choice(List<String> values) implements Accepted {
      /// The constant as settings spell it: `self-signed` for `SELF_SIGNED`.
      static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
      }

      @Override
      public boolean accepts(String value) {
        return values.contains(value);
      }

      @Override
      public String expectation() {
        return String.join(" | ", values);
      }
    }
  }
}
