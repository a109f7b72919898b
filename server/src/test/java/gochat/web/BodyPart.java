package gochat.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/// A part of a body of gRPC-Web or Connect.
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

  String text() {
    return new String(content, UTF_8);
  }
}
