package gochat.web;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpHeaders;

/// What every answer says to a browser, whatever it is: not to guess types, to load and run
/// nothing, and not to tell others where it has been. A constant.
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
