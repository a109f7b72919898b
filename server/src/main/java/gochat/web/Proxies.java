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

/// Finds the client behind trusted proxies. Each proxy appends the address of its own client to the
/// header; the addresses further left come from the client, which may write anything. So the client
/// is the last address that is not a trusted proxy. Immutable.
final class Proxies {
  /// The client of a request that came through a proxy.
  static final AttributeKey<Origin.Forwarded> CLIENT = AttributeKey.valueOf("gochat.client");

  private static final AsciiString X_FORWARDED_PROTO = HttpHeaderNames.of("x-forwarded-proto");

  /// RFC 7239, section 4.
  private static final Pattern FORWARDED =
      Pattern.compile("(?i)(?:^|[;,\\s])(for|proto)=(?:\"([^\"]*)\"|([^;,\\s]*))");

  private final NetworkList trusted;

  Proxies(NetworkList trusted) {
    this.trusted = trusted;
  }

  /// Stores the client of `request` in its context.
  HttpResponse serve(HttpService delegate, ServiceRequestContext ctx, HttpRequest request)
      throws Exception {
    ctx.setAttr(CLIENT, behind(ctx.remoteAddress().getAddress(), request.headers()::getAll));
    return delegate.serve(ctx, request);
  }

  /// The client of the proxy at `remote`; null when `remote` is not a trusted proxy.
  ///
  /// @param headers returns all values of a header
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
        // The proxy hides the address, or it is malformed: only the proxy's address is known.
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
      // RFC 9110, section 5.6.1: empty elements of a list are ignored.
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
