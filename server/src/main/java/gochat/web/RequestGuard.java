package gochat.web;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.DecoratingHttpServiceFunction;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import gochat.error.Failure;
import gochat.error.Reason;
import gochat.error.VisibleText;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Refuses calls and streams that a page of another site makes in the name of its visitor: requests
/// for a host name that is not this server's, and requests that the browser marks as cross-site.
/// Other programs send no such headers and are accepted. The files of the page are served for any
/// name, so that the page can show what is wrong, and so are the challenges of an authority and the
/// health of the server. Thread-safe.
final class RequestGuard implements DecoratingHttpServiceFunction {
  private static final Pattern ORIGIN =
      Pattern.compile("(?<scheme>https?)://(?<authority>[^/?#@]+)");
  private static final Pattern PORT = Pattern.compile(":[0-9]+$");

  private final Hosts hosts;
  private final Set<String> origins;

  /// @param origins of pages that are accepted beside this server's own
  RequestGuard(Hosts hosts, Set<String> origins) {
    this.hosts = hosts;
    this.origins = Set.copyOf(origins);
  }

  @Override
  public HttpResponse serve(HttpService delegate, ServiceRequestContext ctx, HttpRequest request)
      throws Exception {
    HttpService service = ctx.config().service();
    if (service.as(PageFile.class) != null
        || service.as(ChallengeService.class) != null
        || service.as(HealthPage.class) != null) {
      return delegate.serve(ctx, request);
    }
    Failure refusal = refusal(request.headers());
    return refusal == null
        ? delegate.serve(ctx, request)
        : HttpFormats.failure(request.headers(), refusal);
  }

  /// The refusal of a call or a stream, null if it is accepted.
  @Nullable Failure refusal(RequestHeaders headers) {
    return refusal(
        headers.authority(), headers.get(HttpHeaderNames.ORIGIN), headers.get("sec-fetch-site"));
  }

  /// The same. Each argument is the header of that name, null without one.
  @Nullable Failure refusal(
      @Nullable String host, @Nullable String origin, @Nullable String secFetchSite) {
    if (!hosts.isKnown(host)) {
      return unknown(Hosts.hostOf(String.valueOf(host)));
    }
    if (origin != null && origins.contains(origin)) {
      return null;
    }
    if (secFetchSite != null) {
      // The browser itself has compared the origin with the address of its request, before any
      // proxy. No page can set this header.
      boolean isOwn = secFetchSite.equals("same-origin") || secFetchSite.equals("none");
      return isOwn ? null : foreign(origin == null ? secFetchSite : origin);
    }
    return origin == null || isOwn(origin, host) ? null : foreign(origin);
  }

  private static Failure unknown(String host) {
    String shown = VisibleText.quoted(host);
    return Failure.of(
        Reason.HOST_UNKNOWN,
        "This server does not know that it is called %s. If it is, start it with --web-hosts %s."
            .formatted(shown, shown.replace("\"", "")));
  }

  private static Failure foreign(String origin) {
    return Failure.of(
        Reason.ORIGIN_FOREIGN,
        ("A page from another origin, %s, may not use this server. If it is this server's page"
                + " behind a proxy, have the proxy pass on the header Host, or name in --web-hosts"
                + " what stands in the browser's address bar. To let pages of that origin in,"
                + " start the server with --web-origin %s.")
            .formatted(VisibleText.quoted(origin), VisibleText.quoted(origin).replace("\"", "")));
  }

  private boolean isOwn(String origin, @Nullable String host) {
    Matcher from = ORIGIN.matcher(origin.toLowerCase(Locale.ROOT));
    return isSame(origin, host)
        || (from.matches() && hosts.isNamed(Hosts.hostOf(from.group("authority"))));
  }

  /// Whether host and port are the same. The scheme is not compared: a proxy in front of this
  /// server may terminate TLS.
  static boolean isSame(String origin, @Nullable String authority) {
    Matcher from = ORIGIN.matcher(origin.toLowerCase(Locale.ROOT));
    if (authority == null || !from.matches()) {
      return false;
    }
    String defaultPort = from.group("scheme").equals("https") ? ":443" : ":80";
    return withPort(from.group("authority"), defaultPort)
        .equals(withPort(authority.toLowerCase(Locale.ROOT), defaultPort));
  }

  private static String withPort(String authority, String defaultPort) {
    return PORT.matcher(authority).find() ? authority : authority + defaultPort;
  }
}
