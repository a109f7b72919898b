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

/// The names of this server. An attacker can make the host name of a page resolve to this machine
/// (DNS rebinding); browsers then treat requests of that page as same-origin. So requests for
/// unknown names are refused. IP addresses are always accepted. Immutable.
public final class Hosts {
  private static final int SAN_DNS_NAME = 2;

  private final Set<String> names;

  /// @param names in any case; `*.` at the start stands for one label
  public Hosts(Collection<String> names) {
    Set<String> folded = new HashSet<>();
    names.forEach(name -> folded.add(fold(name)));
    this.names = Set.copyOf(folded);
  }

  /// The DNS names in a certificate.
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

  /// Whether `authority` is this server.
  ///
  /// @param authority the value of `Host` or `:authority`, with or without a port; null when the
  ///   client sent none, as no browser does
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
    // A dot at the end marks a fully qualified name; it is the same name.
    return folded.endsWith(".") ? folded.substring(0, folded.length() - 1) : folded;
  }
}
