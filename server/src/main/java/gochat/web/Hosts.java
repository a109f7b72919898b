package gochat.web;

import io.netty.util.NetUtil;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The names of this server. An attacker can make the host name of a page resolve to this machine
/// (DNS rebinding); browsers then treat requests of that page as same-origin. So requests for
/// unknown names are refused. IP addresses are always accepted. Thread-safe.
final class Hosts {
  private final Set<String> names;
  private final Supplier<List<String>> certificateNames;

  /// @param names in any case; `*.` at the start stands for one label
  /// @param certificateNames those of the current certificate, in the same form
  Hosts(Collection<String> names, Supplier<List<String>> certificateNames) {
    this.names = names.stream().map(Hosts::fold).collect(Collectors.toUnmodifiableSet());
    this.certificateNames = certificateNames;
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
    String wildcard = dot > 0 ? "*" + folded.substring(dot) : folded;
    return names.contains(folded)
        || names.contains(wildcard)
        || certificateNames.get().stream()
            .map(Hosts::fold)
            .anyMatch(name -> name.equals(folded) || name.equals(wildcard));
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
