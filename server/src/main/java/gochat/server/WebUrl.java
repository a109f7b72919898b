package gochat.server;

import gochat.tls.TlsIdentity;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// The address of the page, of which links are made. Stateless.
final class WebUrl {
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;

  private WebUrl() {}

  /// The configured address. Without one: that of the proxy that is in front of the port, or the
  /// port under the name of the certificate, under the first name of the port, or under the address
  /// of this machine.
  ///
  /// @param identity empty without TLS
  /// @param webPort empty when the server has none
  /// @param lan the address under which others reach this machine
  /// @return without a slash at the end; empty for a server without a page
  static String of(
      Config config,
      Optional<TlsIdentity> identity,
      OptionalInt webPort,
      Optional<InetAddress> lan) {
    Config.Web web = config.web();
    if (!web.url().isEmpty() || webPort.isEmpty()) {
      return web.url();
    }
    Optional<String> name =
        Setting.Accepted.Listed.split(web.hosts())
            .filter(host -> !host.startsWith("*"))
            .findFirst();
    if (name.isPresent() && !web.trustedProxies().isEmpty()) {
      // Passwords are taken from a proxy only if its clients use TLS.
      return "https://" + name.get();
    }
    boolean isEncrypted = config.tls().isOn();
    int port = webPort.getAsInt();
    String authority =
        identity
            .flatMap(own -> Certificates.name(config.tls(), own))
            .or(() -> name)
            .map(host -> host + ":" + port)
            .orElseGet(() -> addressed(bound(config), port, lan));
    String usual = ":" + (isEncrypted ? HTTPS_PORT : HTTP_PORT);
    return (isEncrypted ? "https://" : "http://")
        + (authority.endsWith(usual)
            ? authority.substring(0, authority.length() - usual.length())
            : authority);
  }

  private static String addressed(InetAddress bound, int port, Optional<InetAddress> lan) {
    if (!bound.isAnyLocalAddress()) {
      return Banner.hostAndPort(bound, port);
    }
    return lan.map(address -> Banner.hostAndPort(address, port)).orElse("localhost:" + port);
  }

  /// The address on which the server listens.
  static InetAddress bound(Config config) {
    @Nullable String host = config.listenHost();
    return (host == null ? new InetSocketAddress(0) : new InetSocketAddress(host, 0)).getAddress();
  }

  /// The name or address in an accepted URL; empty for an empty one.
  static String host(String url) {
    return url.replaceFirst("^https?://", "").replaceFirst(":[0-9]+$", "");
  }
}
