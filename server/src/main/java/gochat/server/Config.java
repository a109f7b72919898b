package gochat.server;

import gochat.account.PasswordCost;
import gochat.limit.Limits;
import gochat.limit.MessageLimit;
import gochat.limit.NetworkList;
import gochat.limit.Period;
import gochat.log.LogFormat;
import gochat.retention.RetentionSweep;
import gochat.room.RetentionRule;
import gochat.room.RoomCreation;
import gochat.room.RoomPolicy;
import gochat.session.FirstContract;
import gochat.store.Durability;
import gochat.store.StoreLocation;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/// The configuration of a server. Values out of range can't be constructed.
///
/// @param host the address to listen on, [#ALL_INTERFACES] for all
/// @param port the port for gRPC; 0 for any free one
/// @param webPort the port for HTTP; `auto` stands for [#WEB_PORT_NUMBER]
/// @param opsPort the port for metrics and health, on loopback; `auto` stands for
///   [#OPS_PORT_NUMBER]
/// @param dataDir an absolute path; it has the store, unless `store` is another
/// @param insecure whether passwords and tokens of accounts are accepted on unencrypted connections
///   from other machines
/// @param backups those that the server makes by itself
/// @param retention the rules of all rooms and of the audit log
/// @param limits within the ranges of their settings
/// @param exempt networks without limits per address
/// @param passwordCost of passwords that are set from now on
public record Config(
    String host,
    int port,
    OptionalPort webPort,
    OptionalPort opsPort,
    Path dataDir,
    StoreChoice store,
    BusChoice bus,
    Durability durability,
    Tls tls,
    About about,
    Web web,
    Switch insecure,
    Access access,
    Backups backups,
    Retention retention,
    Limits limits,
    NetworkList exempt,
    Log log,
    PasswordCost passwordCost) {
  public static final String ALL_INTERFACES = "*";
  public static final int WEB_PORT_NUMBER = 8080;

  /// The usual port of Prometheus exporters that have none of their own.
  public static final int OPS_PORT_NUMBER = 9464;

  public Config {
    Setting.HOST.check(host);
    Setting.PORT.check(port);
    Setting.WEB_PORT.check(webPort);
    Setting.OPS_PORT.check(opsPort);
    for (Setting setting : Setting.values()) {
      setting.limit().ifPresent(limit -> setting.check(limits.of(limit)));
    }
    dataDir = dataDir.toAbsolutePath().normalize();
    tls.acme.check(tls.source, webPort, durability);
    store.check(durability, backups);
    bus.check(store);
  }

  public enum Switch {
    ON,
    OFF
  }

  /// A port that a server may do without.
  public sealed interface OptionalPort {
    /// The usual number if it is free, otherwise no port.
    record Auto(int number) implements OptionalPort {
      @Override
      public String toString() {
        return "auto";
      }
    }

    record Off() implements OptionalPort {
      @Override
      public String toString() {
        return "off";
      }
    }

    /// A given port. The server does not start when it is taken.
    ///
    /// @param number 0 for any free one
    record Fixed(int number) implements OptionalPort {
      @Override
      public String toString() {
        return String.valueOf(number);
      }
    }

    private static OptionalPort of(String value, int usual) {
      return switch (value) {
        case "auto" -> new Auto(usual);
        case "off" -> new Off();
        default -> new Fixed(Integer.parseInt(value));
      };
    }
  }

  /// @param cert an absolute path, null for none, as `key`
  /// @param plaintext whether connections without TLS are accepted too
  public record Tls(
      Source source,
      @Nullable Path cert,
      @Nullable Path key,
      Plaintext plaintext,
      AcmeConfig acme) {
    public Tls {
      if ((cert == null) != (key == null)) {
        throw new ConfigException(
            cert == null
                ? "tls-cert: missing, while tls-key is given (expected: both or none)"
                : "tls-key: missing, while tls-cert is given (expected: both or none)");
      }
      if (source != Source.FILES && cert != null) {
        throw new ConfigException(
            "tls: "
                + Setting.Accepted.Choice.word(source)
                + ", while tls-cert is given (expected: one or the other)");
      }
      if (plaintext == Plaintext.OFF && source == Source.FILES && cert == null) {
        throw new ConfigException(
            "plaintext: off (expected: on, or a certificate: --tls-cert and --tls-key, --tls"
                + " self-signed, or --tls acme)");
      }
    }

    /// The source of the certificate.
    public enum Source {
      /// The files `cert` and `key`; without them there is no TLS.
      FILES,
      /// The server makes a certificate.
      SELF_SIGNED,
      /// The server orders a certificate from an authority.
      ACME
    }

    public enum Plaintext {
      ON,
      OFF
    }

    public boolean isOn() {
      return source != Source.FILES || cert != null;
    }
  }

  /// The server as it presents itself to people before they sign in.
  ///
  /// @param greeting empty for none
  public record About(String name, String greeting) {
    public About {
      Setting.SERVER_NAME.check(name);
      Setting.SERVER_GREETING.check(greeting);
    }
  }

  /// The users whom the server takes.
  ///
  /// @param registration who can register an account
  /// @param firstContract who can use the first contract
  /// @param guestAllowed whether users can take part in the v1 API with a name only
  /// @param guestRooms the rooms that are open to guests
  public record Access(
      RegistrationChoice registration,
      FirstContract firstContract,
      Switch guestAllowed,
      GuestRoomList guestRooms,
      RoomCreation roomCreation) {}

  /// @param url the address of the page, of which links are made; empty for the one that [WebUrl]
  ///   finds
  /// @param hosts additional names of the web port, separated by commas
  /// @param origins the origins of other pages that may use the web port, separated by commas
  /// @param trustedProxies addresses and networks, separated by commas, whose reports about their
  ///   clients are trusted
  public record Web(String url, String hosts, String origins, String trustedProxies) {
    public Web {
      Setting.WEB_URL.check(url);
      Setting.WEB_HOSTS.check(hosts);
      Setting.WEB_ORIGIN.check(origins);
      Setting.WEB_TRUSTED_PROXIES.check(trustedProxies);
    }
  }

  /// @param to an absolute path, null for none: then no backups are made
  /// @param keep the number of backups that stay
  public record Backups(@Nullable Path to, Period every, int keep, Switch zip) {
    public Backups {
      Setting.BACKUP_KEEP.check(keep);
    }
  }

  /// @param age the greatest age of an event, null for no limit
  /// @param events the greatest number of events of a room, 0 for no limit
  /// @param audit the greatest age of an entry of the audit log
  public record Retention(@Nullable Period age, int events, Period audit) {
    private static final String OFF = "off";

    private static Retention of(String age, String events, String audit) {
      return new Retention(
          age.equals(OFF) ? null : Period.parse(age),
          events.equals(OFF) ? 0 : Integer.parseInt(events),
          Period.parse(audit));
    }

    RetentionSweep.Rules rules() {
      return new RetentionSweep.Rules(
          new RetentionRule(age == null ? 0 : age.ms(), events), new RetentionRule(audit.ms(), 0));
    }
  }

  /// @param level the level of GoChat's loggers; libraries log only warnings and errors
  public record Log(LogFormat format, Level level) {}

  /// The configuration of a server inside another program.
  ///
  /// @param home the directory of the default data directory
  /// @param chosen the settings that differ from the defaults
  /// @throws ConfigException for a value not accepted
  public static Config of(Path home, Map<Setting, String> chosen) {
    ConfigSources sources = new ConfigSources(home);
    sources.addFlags(chosen);
    return sources.config();
  }

  /// @param values must be valid
  /// @param storePassword null for none
  static Config of(Function<Setting, String> values, @Nullable String storePassword) {
    Function<Setting, Integer> number = values.andThen(Integer::valueOf);
    return new Config(
        values.apply(Setting.HOST),
        number.apply(Setting.PORT),
        OptionalPort.of(values.apply(Setting.WEB_PORT), WEB_PORT_NUMBER),
        OptionalPort.of(values.apply(Setting.OPS_PORT), OPS_PORT_NUMBER),
        Path.of(values.apply(Setting.DATA_DIR)),
        new StoreChoice(
            values.apply(Setting.STORE),
            file(values.apply(Setting.STORE_PASSWORD_FILE)),
            storePassword),
        new BusChoice(
            values.apply(Setting.BUS),
            file(values.apply(Setting.BUS_CREDENTIALS)),
            file(values.apply(Setting.BUS_CA))),
        constant(Durability.class, values.apply(Setting.DURABILITY)),
        new Tls(
            constant(Tls.Source.class, values.apply(Setting.TLS)),
            file(values.apply(Setting.TLS_CERT)),
            file(values.apply(Setting.TLS_KEY)),
            constant(Tls.Plaintext.class, values.apply(Setting.PLAINTEXT)),
            new AcmeConfig(
                values.apply(Setting.ACME_DOMAINS),
                values.apply(Setting.ACME_EMAIL),
                constant(Switch.class, values.apply(Setting.ACME_TERMS_AGREED)),
                values.apply(Setting.ACME_DIRECTORY),
                file(values.apply(Setting.ACME_CA)))),
        new About(values.apply(Setting.SERVER_NAME), values.apply(Setting.SERVER_GREETING)),
        new Web(
            values.apply(Setting.WEB_URL),
            values.apply(Setting.WEB_HOSTS),
            values.apply(Setting.WEB_ORIGIN),
            values.apply(Setting.WEB_TRUSTED_PROXIES)),
        constant(Switch.class, values.apply(Setting.INSECURE)),
        new Access(
            constant(RegistrationChoice.class, values.apply(Setting.REGISTRATION)),
            constant(FirstContract.class, values.apply(Setting.FIRST_CONTRACT)),
            constant(Switch.class, values.apply(Setting.GUEST_ALLOWED)),
            GuestRoomList.parse(values.apply(Setting.GUEST_ROOMS)),
            constant(RoomCreation.class, values.apply(Setting.ROOM_CREATE))),
        new Backups(
            file(values.apply(Setting.BACKUP_TO)),
            Period.parse(values.apply(Setting.BACKUP_EVERY)),
            number.apply(Setting.BACKUP_KEEP),
            constant(Switch.class, values.apply(Setting.BACKUP_ZIP))),
        Retention.of(
            values.apply(Setting.RETENTION_AGE),
            values.apply(Setting.RETENTION_EVENTS),
            values.apply(Setting.AUDIT_KEEP)),
        limits(number),
        NetworkList.parse(values.apply(Setting.LIMIT_EXEMPT)),
        new Log(
            constant(LogFormat.class, values.apply(Setting.LOG_FORMAT)),
            constant(Level.class, values.apply(Setting.LOG_LEVEL))),
        PasswordCost.STANDARD);
  }

  private static Limits limits(Function<Setting, Integer> values) {
    Limits limits = Limits.STANDARD;
    for (Setting setting : Setting.values()) {
      if (setting.limit().isPresent()) {
        limits = limits.with(setting.limit().get(), values.apply(setting));
      }
    }
    return limits;
  }

  /// Networks without limits per address: the exempt ones, and trusted proxies, which report the
  /// addresses of their clients.
  NetworkList uncounted() {
    return exempt.and(NetworkList.parse(web.trustedProxies));
  }

  RoomPolicy roomPolicy() {
    return new RoomPolicy(
        limits.of(MessageLimit.TEXT_BYTES), access.roomCreation, access.guestRooms.rooms());
  }

  /// Where the store is that is not in the data directory.
  ///
  /// @throws ConfigException when its password can't be read
  StoreLocation storeLocation() {
    return store.location(insecure == Switch.ON);
  }

  /// This configuration with what can't be configured, some limits and the cost of passwords: for
  /// tests.
  public Config with(Limits others, PasswordCost cost) {
    return new Config(
        host,
        port,
        webPort,
        opsPort,
        dataDir,
        store,
        bus,
        durability,
        tls,
        about,
        web,
        insecure,
        access,
        backups,
        retention,
        others,
        exempt,
        log,
        cost);
  }

  /// The address to listen on, null for all.
  public @Nullable String listenHost() {
    return host.equals(ALL_INTERFACES) ? null : host;
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String value) {
    return Enum.valueOf(type, value.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  private static @Nullable Path file(String value) {
    return value.isEmpty() ? null : Path.of(value);
  }
}
