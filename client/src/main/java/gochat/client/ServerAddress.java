package gochat.client;

import com.google.common.net.InetAddresses;
import java.net.IDN;
import java.util.regex.Pattern;

/// The address of a server.
///
/// @param host a name or an address; an IPv6 address is without brackets
/// @param port 1..65535
public record ServerAddress(String host, int port) {
  public static final int DEFAULT_PORT = 1234;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*\\.?");

  /// The zone of a link-local IPv6 address: the name of a network interface.
  private static final Pattern ZONE = Pattern.compile("%[A-Za-z0-9_.-]+$");

  public ServerAddress {
    if (!isName(host) && !isIpv6(host)) {
      throw new IllegalArgumentException("host: '" + host + "' (expected: a name or an address)");
    }
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("port: " + port + " (expected: 1..65535)");
    }
  }

  private static boolean isName(String host) {
    try {
      return NAME.matcher(IDN.toASCII(host)).matches();
    } catch (IllegalArgumentException ignored) {
      return false;
    }
  }

  private static boolean isIpv6(String host) {
    String address = ZONE.matcher(host).replaceFirst("");
    return address.indexOf(':') >= 0 && InetAddresses.isInetAddress(address);
  }

  /// Reads `host`, `host:port`, `[v6]`, `[v6]:port`, or an IPv6 address without brackets whose end
  /// cannot be a port.
  ///
  /// @throws IllegalArgumentException with the value and the expectation
  public static ServerAddress parse(String text) {
    int colon = text.lastIndexOf(':');
    boolean bracketed = text.startsWith("[");
    boolean bareIpv6 = !bracketed && text.indexOf(':') != colon;
    if (bareIpv6 && isIpv6(text.substring(0, colon))) {
      throw new IllegalArgumentException(
          "host: '" + text + "' (expected: an IPv6 address with a port in brackets, [v6]:port)");
    }
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
