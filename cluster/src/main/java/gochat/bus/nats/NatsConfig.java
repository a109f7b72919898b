package gochat.bus.nats;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where NATS is, and how this node proves that it may use it.
///
/// @param servers of one NATS, tried in any order; all with the scheme `nats`, or all with `tls`
/// @param credentials a file as `nsc generate creds` writes it, or with the seed of an NKey alone;
///   null for none
/// @param authorities certificates in PEM of the authorities that may have signed the servers'
///   ones; null for those that Java trusts
public record NatsConfig(
    List<URI> servers, @Nullable Path credentials, @Nullable Path authorities) {
  private static final String FORM =
      "nats://HOST:PORT or tls://HOST:PORT, with a comma between several";
  private static final int PORT = 4222;

  public NatsConfig {
    servers = List.copyOf(servers);
    for (URI server : servers) {
      if (credentials == null && !isTls(server) && !isLoopback(server.getHost())) {
        throw new IllegalArgumentException(
            "bus: %s is on another machine (expected: tls://…, or a file with credentials)"
                .formatted(server));
      }
    }
  }

  /// @param text such as `nats://a:4222,b:4222`
  /// @throws IllegalArgumentException when it has another form, a password, or neither encryption
  ///   nor credentials though a server is on another machine; its message has no secret
  public static NatsConfig parse(
      String text, @Nullable Path credentials, @Nullable Path authorities) {
    if (text.contains("@")) {
      throw new IllegalArgumentException(
          "bus: %s has a user or a password (expected: a file with credentials instead)"
              .formatted(text.replaceAll("[^/,@]*@", "***@")));
    }
    String scheme = text.startsWith("tls://") ? "tls://" : "nats://";
    if (!text.startsWith(scheme)) {
      throw wrongForm(text);
    }
    List<URI> servers = new ArrayList<>();
    for (String address : text.substring(scheme.length()).split(",", -1)) {
      servers.add(server(scheme + address, text));
    }
    return new NatsConfig(servers, credentials, authorities);
  }

  private static URI server(String address, String text) {
    try {
      URI uri = new URI(address);
      boolean isPlain =
          uri.getHost() != null
              && uri.getPath().isEmpty()
              && uri.getQuery() == null
              && uri.getFragment() == null;
      if (!isPlain) {
        throw wrongForm(text);
      }
      return uri.getPort() >= 0 ? uri : new URI(address + ":" + PORT);
    } catch (URISyntaxException _) {
      throw wrongForm(text);
    }
  }

  private static IllegalArgumentException wrongForm(String text) {
    return new IllegalArgumentException("bus: " + text + " (expected: " + FORM + ")");
  }

  boolean isTls() {
    return isTls(servers.getFirst());
  }

  private static boolean isTls(URI server) {
    return server.getScheme().equals("tls");
  }

  private static boolean isLoopback(String host) {
    if (host.equals("localhost")) {
      return true;
    }
    try {
      return InetAddress.ofLiteral(host).isLoopbackAddress();
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  /// The servers, as they are given.
  @Override
  public String toString() {
    return String.join(",", servers.stream().map(URI::toString).toList());
  }
}
