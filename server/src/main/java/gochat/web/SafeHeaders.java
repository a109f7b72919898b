package gochat.web;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpHeaders;

/// Headers of every response: the browser must not guess types, not load or run anything, and not
/// send referrers. A constant.
final class SafeHeaders {
  static final HttpHeaders ALL =
      HttpHeaders.of(
          HttpHeaderNames.X_CONTENT_TYPE_OPTIONS,
          "nosniff",
          HttpHeaderNames.REFERRER_POLICY,
          "no-referrer",
          HttpHeaderNames.CONTENT_SECURITY_POLICY,
          "default-src 'none'; frame-ancestors 'none'");

  private SafeHeaders() {}
}
