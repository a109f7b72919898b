package gochat.web;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.cors.CorsService;
import java.time.Duration;
import java.util.Set;
import java.util.function.Function;

/// Tells browsers that pages of some other origins may make calls and read the answers (Fetch
/// standard, section "CORS protocol"). The requests of all other pages are refused: see
/// [RequestGuard].
final class Cors {
  private static final Duration PREFLIGHT_LIFETIME = Duration.ofHours(2);

  private Cors() {}

  /// @param origins at least one
  static Function<? super HttpService, CorsService> of(Set<String> origins) {
    return CorsService.builder(origins)
        .allowRequestMethods(
            HttpMethod.GET, HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE)
        // A client may send any metadata. There are no cookies: the token is a header.
        .allowAllRequestHeaders(true)
        .exposeHeaders(HttpHeaderNames.RETRY_AFTER, HttpHeaderNames.WWW_AUTHENTICATE)
        .maxAge(PREFLIGHT_LIFETIME)
        .newDecorator();
  }
}
