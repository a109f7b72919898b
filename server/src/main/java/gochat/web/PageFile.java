package gochat.web;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import gochat.hash.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/// A file of the page, in memory, plain and compressed. Browsers check each time whether their copy
/// is current, so they notice a new version of the server at once. Immutable.
final class PageFile implements HttpService {
  /// The page loads from its own server only, runs scripts and uses styles from its files only, and
  /// never turns text into markup.
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self';"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
          + " require-trusted-types-for 'script'; trusted-types 'none'";

  private static final Pattern THIS_MACHINE =
      Pattern.compile("(localhost|127\\.[0-9.]+|\\[::1])(:[0-9]+)?");

  private static final int TAG_BYTES = 16;

  private final String path;
  private final MediaType type;
  private final byte[] plain;
  private final byte[] compressed;
  private final String tag;

  /// @param path the path of its URL
  PageFile(String path, MediaType type, byte[] content) {
    this.path = path;
    this.type = type;
    plain = content;
    compressed = gzip(content);
    tag = tag(content);
  }

  String path() {
    return path;
  }

  private static byte[] gzip(byte[] content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException("a write to memory failed", e);
    }
    return bytes.toByteArray();
  }

  private static String tag(byte[] content) {
    return HexFormat.of().formatHex(Sha256.of(content), 0, TAG_BYTES);
  }

  @Override
  public HttpResponse serve(ServiceRequestContext ctx, HttpRequest request) {
    boolean isCompressed = takesGzip(request.headers());
    // RFC 9110, section 8.8.3: representations with different bytes have different tags.
    String entityTag = '"' + tag + (isCompressed ? "-gzip\"" : "\"");
    ResponseHeadersBuilder headers =
        ResponseHeaders.builder(HttpStatus.OK)
            .set(HttpHeaderNames.ETAG, entityTag)
            .set(HttpHeaderNames.CACHE_CONTROL, "no-cache")
            .set(HttpHeaderNames.VARY, "accept-encoding")
            .set(HttpHeaderNames.CONTENT_SECURITY_POLICY, POLICY)
            .set(HttpHeaderNames.CROSS_ORIGIN_RESOURCE_POLICY, "same-origin");
    if (isTrusted(ctx, request.headers())) {
      headers.set(HttpHeaderNames.CROSS_ORIGIN_OPENER_POLICY, "same-origin");
    }
    if (has(request.headers(), entityTag)) {
      return HttpResponse.of(headers.status(HttpStatus.NOT_MODIFIED).build());
    }
    headers.contentType(type);
    if (isCompressed) {
      headers.set(HttpHeaderNames.CONTENT_ENCODING, "gzip");
    }
    return HttpResponse.of(headers.build(), HttpData.wrap(isCompressed ? compressed : plain));
  }

  /// Browsers accept this header only from an origin that can't be impersonated, and report an
  /// error elsewhere.
  private static boolean isTrusted(ServiceRequestContext ctx, RequestHeaders headers) {
    String authority = headers.authority();
    return WebConnection.tlsSession(WebConnection.channel(ctx)) != null
        || (authority != null && THIS_MACHINE.matcher(authority).matches());
  }

  private static boolean takesGzip(RequestHeaders headers) {
    return Arrays.stream(headers.get(HttpHeaderNames.ACCEPT_ENCODING, "").split(","))
        .map(coding -> coding.strip().toLowerCase(Locale.ROOT))
        .anyMatch(coding -> coding.startsWith("gzip") && !coding.endsWith("q=0"));
  }

  private static boolean has(RequestHeaders headers, String entityTag) {
    return Arrays.stream(headers.get(HttpHeaderNames.IF_NONE_MATCH, "").split(","))
        .map(known -> known.strip().replaceFirst("^W/", ""))
        .anyMatch(entityTag::equals);
  }
}
