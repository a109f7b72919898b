package gochat.edge;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.grpc.Metadata;
import java.util.Base64;
import java.util.Set;
import java.util.function.BiConsumer;

/// gRPC's metadata as headers of text, both ways, as the "gRPC over HTTP2" specification has them.
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

  /// Adds a header to `metadata`, unless it is none of that, or not valid as such.
  public static void put(Metadata metadata, String name, String value) {
    if (RESERVED.contains(name)) {
      return;
    }
    try {
      add(metadata, name, value);
    } catch (IllegalArgumentException e) {
      // A name or a base64 text that gRPC does not allow: nobody could ask for it.
    }
  }

  private static void add(Metadata metadata, String name, String value) {
    if (!name.endsWith(Metadata.BINARY_HEADER_SUFFIX)) {
      metadata.put(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER), value);
      return;
    }
    Metadata.Key<byte[]> key = Metadata.Key.of(name, Metadata.BINARY_BYTE_MARSHALLER);
    // Several values of one name may have been joined on the way.
    for (String part : value.split(",", -1)) {
      metadata.put(key, Base64.getDecoder().decode(part.strip()));
    }
  }

  /// Gives each name with each of its values, as they are written.
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

  /// `message` as `grpc-message` carries it: printable ASCII without `%`, everything else as the
  /// percent-encoded bytes of its UTF-8.
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
}
