package gochat.edge;

import gochat.error.Failure;
import gochat.error.Reason;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Checks a request's metadata for both ports, and makes the refusals. Stateless.
public final class MetadataCheck {
  /// The bytes that HTTP/2 counts for each header in addition to its name and value (RFC 9113,
  /// section 6.5.2).
  private static final int BYTES_PER_HEADER = 32;

  private static final String COOKIE = "cookie";

  private MetadataCheck() {}

  /// Whether the metadata has more than `bytesMax` bytes as HTTP/2 counts them.
  public static boolean isTooLong(
      Iterable<? extends Map.Entry<? extends CharSequence, ? extends CharSequence>> headers,
      int bytesMax) {
    long bytes = 0;
    for (var header : headers) {
      bytes += header.getKey().length() + header.getValue().length() + BYTES_PER_HEADER;
    }
    return bytes > bytesMax;
  }

  public static Failure tooLong(int bytesMax) {
    return Failure.of(
        Reason.HEADERS_TOO_LONG,
        "The headers are too long (expected: at most " + bytesMax + " bytes).");
  }

  /// The refusal of a header whose value gRPC does not allow, null if all are allowed. Cookies are
  /// not checked: they are the browser's, and may belong to another service on this host.
  public static @Nullable Failure unprintable(
      Iterable<? extends Map.Entry<? extends CharSequence, ? extends CharSequence>> headers) {
    for (var header : headers) {
      if (!isPrintable(header.getValue()) && !COOKIE.contentEquals(header.getKey())) {
        return Failure.of(
            Reason.HEADER_INVALID,
            header.getKey()
                + ": the value has other characters than printable ASCII (expected: ASCII, or base64"
                + " under a name that ends in -bin)");
      }
    }
    return null;
  }

  private static boolean isPrintable(CharSequence value) {
    return value.chars().allMatch(c -> c >= ' ' && c <= '~');
  }
}
