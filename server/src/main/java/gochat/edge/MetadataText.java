package gochat.edge;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.grpc.Metadata;
import java.util.Base64;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/// Converts gRPC's metadata to text headers and back, after the "gRPC over HTTP2" specification.
/// Stateless.
public final class MetadataText {
  private static final String HEX = "0123456789ABCDEF";

  /// Names of headers that belong to the transport and are not metadata.
  private static final Set<String> RESERVED =
      Set.of(
          "connection",
          "content-type",
          "te",
          "grpc-encoding",
          "grpc-accept-encoding",
          "grpc-timeout",
          "grpc-status",
          "grpc-message");

  private MetadataText() {}

  /// Adds a header to `metadata`, unless it is not metadata or invalid.
  public static void put(Metadata metadata, String name, String value) {
    if (RESERVED.contains(name)) {
      return;
    }
    try {
      add(metadata, name, value);
    } catch (IllegalArgumentException e) {
      // gRPC does not allow this name or this base64 text, so no service could read it.
    }
  }

  private static void add(Metadata metadata, String name, String value) {
    if (!name.endsWith(Metadata.BINARY_HEADER_SUFFIX)) {
      metadata.put(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER), value);
      return;
    }
    Metadata.Key<byte[]> key = Metadata.Key.of(name, Metadata.BINARY_BYTE_MARSHALLER);
    // A proxy may have joined several values of one name.
    for (String part : value.split(",", -1)) {
      metadata.put(key, Base64.getDecoder().decode(part.strip()));
    }
  }

  /// Passes each name to `headers` with each of its values in text form.
  public static void forEach(Metadata metadata, BiConsumer<String, String> headers) {
    for (String name : metadata.keys()) {
      if (RESERVED.contains(name)) {
        continue;
      }
      if (name.endsWith(Metadata.BINARY_HEADER_SUFFIX)) {
        Iterable<byte[]> values =
            metadata.getAll(Metadata.Key.of(name, Metadata.BINARY_BYTE_MARSHALLER));
        if (values != null) {
          Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
          values.forEach(value -> headers.accept(name, base64.encodeToString(value)));
        }
      } else {
        Iterable<String> values =
            metadata.getAll(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER));
        if (values != null) {
          values.forEach(value -> headers.accept(name, value));
        }
      }
    }
  }

  /// `message` in the encoding of `grpc-message`: printable ASCII except `%`, all other characters
  /// as percent-encoded bytes of UTF-8.
  public static String percentEncode(String message) {
    StringBuilder encoded = new StringBuilder(message.length());
    for (byte b : message.getBytes(UTF_8)) {
      if (b >= ' ' && b <= '~' && b != '%') {
        encoded.append((char) b);
      } else {
        encoded.append('%').append(HEX.charAt((b >> 4) & 0xf)).append(HEX.charAt(b & 0xf));
      }
    }
    return encoded.toString();
  }

  /// The nanoseconds of `grpc-timeout`: one to eight digits and a unit. Empty for other text.
  /// Larger values than `long` can hold become the largest `long`.
  public static OptionalLong timeoutNanos(CharSequence text) {
    int digits = text.length() - 1;
    if (digits < 1 || digits > 8) {
      return OptionalLong.empty();
    }
    long value = 0;
    for (int i = 0; i < digits; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return OptionalLong.empty();
      }
      value = value * 10 + (c - '0');
    }
    return switch (text.charAt(digits)) {
      case 'H' -> OptionalLong.of(TimeUnit.HOURS.toNanos(value));
      case 'M' -> OptionalLong.of(TimeUnit.MINUTES.toNanos(value));
      case 'S' -> OptionalLong.of(TimeUnit.SECONDS.toNanos(value));
      case 'm' -> OptionalLong.of(TimeUnit.MILLISECONDS.toNanos(value));
      case 'u' -> OptionalLong.of(TimeUnit.MICROSECONDS.toNanos(value));
      case 'n' -> OptionalLong.of(value);
      default -> OptionalLong.empty();
    };
  }
}
