package gochat.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;

/// A part of a body of gRPC-Web or Connect. Parts are never compared.
@SuppressWarnings("ArrayRecordComponent")
record BodyPart(int flags, byte[] content) {
  byte[] bytes() {
    return ByteBuffer.allocate(5 + content.length)
        .put((byte) flags)
        .putInt(content.length)
        .put(content)
        .array();
  }

  static BodyPart read(InputStream body) throws IOException {
    DataInputStream in = new DataInputStream(body);
    int flags = in.readUnsignedByte();
    return new BodyPart(flags, in.readNBytes(in.readInt()));
  }

  /// The bytes of a body of base64, in which each part has padding of its own.
  static byte[] decoded(byte[] base64) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < base64.length; i += 4) {
      bytes.writeBytes(Base64.getDecoder().decode(Arrays.copyOfRange(base64, i, i + 4)));
    }
    return bytes.toByteArray();
  }

  String text() {
    return new String(content, UTF_8);
  }
}
