package gochat.client;

/// Where a server listens.
///
/// @param host a name or an address, an IPv6 address without brackets
/// @param port 1..65535
public record ServerAddress(String host, int port) {
  public static final int DEFAULT_PORT = 1234;

  public ServerAddress {
    if (host.isBlank() || host.chars().anyMatch(Character::isWhitespace)) {
      throw new IllegalArgumentException("host: '" + host + "' (expected: a name or an address)");
    }
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("port: " + port + " (expected: 1..65535)");
    }
  }

  /// Reads `host`, `host:port`, `[v6]`, `[v6]:port` or a bare IPv6 address.
  ///
  /// @throws IllegalArgumentException with the value and the expectation
  public static ServerAddress parse(String text) {
    int colon = text.lastIndexOf(':');
    boolean bracketed = text.startsWith("[");
    boolean bareIpv6 = !bracketed && text.indexOf(':') != colon;
    if (colon < 0 || bareIpv6 || (bracketed && text.endsWith("]"))) {
      return new ServerAddress(withoutBrackets(text), DEFAULT_PORT);
    }
    String port = text.substring(colon + 1);
    if (!port.matches("[0-9]{1,5}")) {
      throw new IllegalArgumentException("port: '" + port + "' (expected: 1..65535)");
    }
    return new ServerAddress(withoutBrackets(text.substring(0, colon)), Integer.parseInt(port));
  }

  private static String withoutBrackets(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  /// `host:port`, an IPv6 address in brackets.
  @Override
  public String toString() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }
}
