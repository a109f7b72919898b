package gochat.web;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import gochat.api.Origin;
import gochat.limit.NetworkList;
import io.netty.util.AsciiString;
import io.netty.util.AttributeKey;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Finds out who is behind the proxies that are trusted. Each proxy appends the address that it was
/// asked by; what stands further left comes from the client, who may write anything there. So the
/// client is the last one that is no trusted proxy. Immutable.
final class Proxies {
  /// Of a request that came by a proxy, who made it.
  static final AttributeKey<Origin.Forwarded> CLIENT = AttributeKey.valueOf("gochat.client");

  private static final AsciiString X_FORWARDED_PROTO = HttpHeaderNames.of("x-forwarded-proto");

  /// RFC 7239, section 4.
  private static final Pattern FORWARDED =
      Pattern.compile("(?i)(?:^|[;,\\s])(for|proto)=(?:\"([^\"]*)\"|([^;,\\s]*))");

  private final NetworkList trusted;

  Proxies(NetworkList trusted) {
    this.trusted = trusted;
  }

  /// Notes for `request` who made it.
  HttpResponse serve(HttpService delegate, ServiceRequestContext ctx, HttpRequest request)
      throws Exception {
    ctx.setAttr(CLIENT, behind(ctx.remoteAddress().getAddress(), request.headers()::getAll));
    return delegate.serve(ctx, request);
  }

  /// The client of the proxy at `remote`; null when `remote` is no trusted proxy.
  ///
  /// @param headers gives all values of one
  Origin.@Nullable Forwarded behind(
      InetAddress remote, Function<CharSequence, List<String>> headers) {
    if (!trusted.contains(remote)) {
      return null;
    }
    List<String> forwarded = values(headers, HttpHeaderNames.FORWARDED);
    List<String> hops = values(headers, HttpHeaderNames.X_FORWARDED_FOR);
    List<String> protocols = values(headers, X_FORWARDED_PROTO);
    if (hops.isEmpty()) {
      hops = parameters("for", forwarded);
      protocols = parameters("proto", forwarded);
    }
    boolean isEncrypted = !protocols.isEmpty() && protocols.getLast().equalsIgnoreCase("https");
    return new Origin.Forwarded(client(remote, hops), isEncrypted);
  }

  private InetAddress client(InetAddress proxy, List<String> hops) {
    InetAddress client = proxy;
    for (String hop : hops.reversed()) {
      InetAddress address = address(hop);
      if (address == null) {
        // Hidden, or no address: all that is known is the proxy that says so.
        return client;
      }
      client = address;
      if (!trusted.contains(client)) {
        return client;
      }
    }
    return client;
  }

  private static List<String> values(
      Function<CharSequence, List<String>> headers, AsciiString name) {
    List<String> values = new ArrayList<>();
    for (String line : headers.apply(name)) {
      // RFC 9110, section 5.6.1: empty elements of a list count for nothing.
      for (String value : line.split(",", -1)) {
        if (!value.isBlank()) {
          values.add(value.strip());
        }
      }
    }
    return values;
  }

  private static List<String> parameters(String name, List<String> elements) {
    List<String> values = new ArrayList<>();
    for (String element : elements) {
      Matcher parameter = FORWARDED.matcher(element);
      while (parameter.find()) {
        if (parameter.group(1).equalsIgnoreCase(name)) {
          values.add(parameter.group(2) == null ? parameter.group(3) : parameter.group(2));
        }
      }
    }
    return values;
  }

  /// An address, with or without a port.
  private static @Nullable InetAddress address(String hop) {
    boolean isBareIpv6 = hop.indexOf(':') != hop.lastIndexOf(':') && !hop.startsWith("[");
    byte[] bytes = NetUtil.createByteArrayFromIpAddressString(isBareIpv6 ? hop : Hosts.hostOf(hop));
    try {
      return bytes == null ? null : InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      return null;
    }
  }
}
