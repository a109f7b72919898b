package gochat.store.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import gochat.store.StoreException;
import gochat.store.StoreLocation;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Where the database is.
///
/// @param location as the operator named it
/// @param hosts at least one, each with or without a port
/// @param password null for none
/// @param tls parameters of the driver for encryption
public record PostgresConfig(
    StoreLocation location,
    List<String> hosts,
    String database,
    String user,
    @Nullable String password,
    Map<String, String> tls) {
  static final String SCHEME = "postgresql";

  private static final String FORM = SCHEME + "://USER@HOST[:PORT][,HOST…]/DATABASE[?sslmode=…]";
  private static final Pattern URL =
      Pattern.compile(
          SCHEME
              + "://(?:(?<user>[^@/?]+)@)?(?<hosts>[^@/?]+)/(?<database>[^@/?]+)(?:\\?(?<parameters>.*))?");

  private static final String MODE = "sslmode";
  private static final String VERIFIED = "verify-full";
  private static final Set<String> PARAMETERS = Set.of(MODE, "sslrootcert", "sslcert", "sslkey");

  /// A host as URLs have it, with or without a port, on this machine.
  private static final Pattern LOOPBACK =
      Pattern.compile("(?:localhost|127(?:\\.\\d{1,3}){3}|\\[::1])(?::\\d+)?");

  /// @throws StoreException when the URL is wrong, or names another machine without a verified
  ///   connection
  public static PostgresConfig of(StoreLocation location) {
    Matcher url = URL.matcher(location.url());
    if (!url.matches()) {
      throw new StoreException("store: " + location + " (expected: " + FORM + ")");
    }
    List<String> hosts = List.of(url.group("hosts").split(",", -1));
    Map<String, String> tls = parameters(location, url.group("parameters"));
    if (!VERIFIED.equals(tls.get(MODE)) && !location.isInsecureAllowed()) {
      hosts.stream()
          .filter(host -> !LOOPBACK.matcher(host).matches())
          .findFirst()
          .ifPresent(host -> {
            throw new StoreException(
                ("store: %s: %s is another machine (expected: ?%s=%s at the end, with"
                        + " &sslrootcert=FILE for an authority of your own; or --insecure in a"
                        + " network in which nobody else listens)")
                    .formatted(location, host, MODE, VERIFIED));
          });
    }
    String user =
        Optional.ofNullable(url.group("user"))
            .map(encoded -> URLDecoder.decode(encoded, UTF_8))
            .orElseGet(() -> System.getProperty("user.name"));
    return new PostgresConfig(
        location, hosts, url.group("database"), user, location.password(), tls);
  }

  /// The URL for the driver, without user, password and parameters.
  ///
  /// @param first the place of the host that it tries first
  String jdbcUrl(int first) {
    List<String> rotated = new ArrayList<>(hosts);
    Collections.rotate(rotated, -first);
    return "jdbc:postgresql://" + String.join(",", rotated) + "/" + database;
  }

  private static Map<String, String> parameters(StoreLocation location, @Nullable String text) {
    Map<String, String> parameters = new TreeMap<>();
    Stream.ofNullable(text)
        .flatMap(all -> Arrays.stream(all.split("&", -1)))
        .map(parameter -> parameter.split("=", 2))
        .forEach(parameter -> {
          if (!PARAMETERS.contains(parameter[0]) || parameter.length == 1) {
            throw new StoreException(
                "store: %s: the parameter %s (expected: NAME=VALUE with one of the names %s)"
                    .formatted(
                        location,
                        parameter[0],
                        String.join(", ", PARAMETERS.stream().sorted().toList())));
          }
          parameters.put(parameter[0], URLDecoder.decode(parameter[1], UTF_8));
        });
    return Map.copyOf(parameters);
  }

  /// As the operator named it, without the password.
  @Override
  public String toString() {
    return location.toString();
  }
}
