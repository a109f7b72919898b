package gochat.web;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.DecoratingHttpServiceFunction;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Refuses what the page of another site asks for in its visitor's name: a browser says in `Origin`
/// where a page came from, and that has to be this server. Programs say nothing and are let
/// through. Stateless.
final class SameOrigin implements DecoratingHttpServiceFunction {
  private static final Pattern ORIGIN =
      Pattern.compile("(?<scheme>https?)://(?<authority>[^/?#@]+)");
  private static final Pattern PORT = Pattern.compile(":[0-9]+$");

  @Override
  public HttpResponse serve(HttpService delegate, ServiceRequestContext ctx, HttpRequest request)
      throws Exception {
    Status refusal = refusal(request.headers());
    return refusal == null
        ? delegate.serve(ctx, request)
        : JsonErrors.answer(refusal, new Metadata());
  }

  /// @return null when the request is let through
  static @Nullable Status refusal(RequestHeaders headers) {
    String origin = headers.get(HttpHeaderNames.ORIGIN);
    return origin == null || isSame(origin, headers.authority())
        ? null
        : Status.PERMISSION_DENIED.withDescription(
            "a page from another origin may not use this server");
  }

  /// Whether host and port are the same. The scheme is not compared: it may have changed on the
  /// way, where something in front of this server does TLS.
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
