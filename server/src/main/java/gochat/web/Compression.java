package gochat.web;

import gochat.error.Failure;
import gochat.error.Reason;
import gochat.error.VisibleText;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/// The compression of a body or of a message in it.
enum Compression {
  NONE {
    @Override
    byte[] decompress(byte[] bytes, long bytesMax) {
      return bytes;
    }
  },
  GZIP {
    @Override
    byte[] decompress(byte[] bytes, long bytesMax) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
        byte[] part = new byte[PART_BYTES];
        for (int read = in.read(part); read >= 0; read = in.read(part)) {
          out.write(part, 0, read);
          if (out.size() > bytesMax) {
            throw Failure.of(
                Reason.BODY_TOO_LONG,
                "The body is too long, decompressed (expected: at most %d bytes)."
                    .formatted(bytesMax));
          }
        }
      } catch (IOException e) {
        throw Failure.of(Reason.BODY_INVALID, "The body is no gzip.");
      }
      return out.toByteArray();
    }
  };

  private static final int PART_BYTES = 8_192;

  /// @param name the value of a header of the request, null without one
  /// @throws Failure for an unknown compression
  static Compression of(@Nullable String name) {
    String asked = name == null ? "identity" : name;
    return switch (asked) {
      case "identity" -> NONE;
      case "gzip" -> GZIP;
      default ->
          throw Failure.of(
              Reason.ENCODING_UNKNOWN,
              "The compression %s is unknown (expected: gzip, or none)."
                  .formatted(VisibleText.quoted(asked)));
    };
  }

  /// @param bytesMax the most decompressed bytes
  /// @throws Failure for longer bytes, and for bytes that are not compressed so
  abstract byte[] decompress(byte[] bytes, long bytesMax);
}
