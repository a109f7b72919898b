package gochat.web;

import io.netty.util.NetUtil;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The names by which this server is reached. A page of somebody else can have its own name lead to
/// this machine (DNS rebinding), and is a page of the same origin then to every browser: so a name
/// that is not known here is refused. Addresses are no names, and always right. Immutable.
public final class Hosts {
  private static final int SAN_DNS_NAME = 2;

  private final Set<String> names;

  /// @param names with or without case; `*.` at the start stands for one label
  public Hosts(Collection<String> names) {
    Set<String> folded = new HashSet<>();
    names.forEach(name -> folded.add(fold(name)));
    this.names = Set.copyOf(folded);
  }

  /// The names that a certificate proves.
  public static List<String> namesOf(X509Certificate certificate) {
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      return names == null
          ? List.of()
          : names.stream()
              .filter(name -> name.get(0).equals(SAN_DNS_NAME))
              .map(name -> String.valueOf(name.get(1)))
              .toList();
    } catch (CertificateParsingException e) {
      return List.of();
    }
  }

  /// Whether a request for this authority is meant for this server.
  ///
  /// @param authority what `Host` or `:authority` holds, with or without a port; null when a client
  ///   does not say, which no browser does
  boolean isKnown(@Nullable String authority) {
    if (authority == null || authority.isEmpty()) {
      return true;
    }
    String host = fold(hostOf(authority));
    return NetUtil.isValidIpV4Address(host)
        || NetUtil.isValidIpV6Address(host)
        || host.equals("localhost")
        || host.endsWith(".localhost")
        || isNamed(host);
  }

  /// Whether `host` is one of the names.
  boolean isNamed(String host) {
    String folded = fold(host);
    int dot = folded.indexOf('.');
    return names.contains(folded) || (dot > 0 && names.contains("*" + folded.substring(dot)));
  }

  /// The host before the port, an IPv6 address without its brackets.
  static String hostOf(String authority) {
    if (authority.startsWith("[")) {
      int end = authority.indexOf(']');
      return end < 0 ? authority : authority.substring(1, end);
    }
    int colon = authority.indexOf(':');
    return colon < 0 ? authority : authority.substring(0, colon);
  }

  private static String fold(String name) {
    String folded = name.toLowerCase(Locale.ROOT);
    // A name that ends in a dot is the same, said to be whole.
    return folded.endsWith(".") ? folded.substring(0, folded.length() - 1) : folded;
  }
}
