package gochat.bench.attack;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/// A client's side of a WebSocket (RFC 6455) that writes any frames, also invalid ones.
final class RawWebSocket {
  static final int CONTINUATION = 0x0;
  static final int TEXT = 0x1;
  static final int PING = 0x9;

  /// The flag of a message's last frame.
  static final int LAST = 0x80;

  private static final int CLOSE = 0x8;
  private static final int OPCODE = 0xf;
  private static final int MASKED = 0x80;
  private static final int LENGTH_16 = 126;
  private static final int LENGTH_64 = 127;
  private static final byte[] UPGRADE =
      String.join(
              "\r\n",
              "GET /v1/connect HTTP/1.1",
              "Host: localhost",
              "Upgrade: websocket",
              "Connection: Upgrade",
              "Sec-WebSocket-Version: 13",
              "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
              "",
              "")
          .getBytes(US_ASCII);

  private final RawConnection connection;
  private volatile Consumer<String> textSink = _ -> {};
  private volatile String closeReason = "";
  private boolean isUpgraded;

  private RawWebSocket(RawConnection connection) throws IOException {
    this.connection = connection;
    connection.write(UPGRADE);
    connection.flush();
  }

  /// Connects; frames may be written before the server has accepted the upgrade.
  static RawWebSocket connect(Attacker attacker) throws IOException {
    RawWebSocket client = connectUnread(attacker);
    client.connection.listen(client::readNext);
    return client;
  }

  /// The same, and reads nothing.
  static RawWebSocket connectUnread(Attacker attacker) throws IOException {
    return new RawWebSocket(attacker.connect("http/1.1"));
  }

  RawConnection connection() {
    return connection;
  }

  void onText(Consumer<String> sink) {
    textSink = sink;
  }

  /// The server's close code and reason, such as `1008 too much`; empty without a close frame.
  String closeReason() {
    return closeReason;
  }

  private void readNext(DataInputStream in) throws IOException {
    if (!isUpgraded) {
      readHead(in);
      isUpgraded = true;
    }
    int opcode = in.readUnsignedByte() & OPCODE;
    long length = in.readUnsignedByte();
    if (length == LENGTH_16) {
      length = in.readUnsignedShort();
    } else if (length == LENGTH_64) {
      length = in.readLong();
    }
    byte[] payload = in.readNBytes((int) length);
    switch (opcode) {
      case TEXT -> textSink.accept(new String(payload, UTF_8));
      case CLOSE -> closeReason = reason(payload);
      default -> {}
    }
  }

  private static void readHead(DataInputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.readUnsignedByte());
    }
    if (!head.toString().startsWith("HTTP/1.1 101 ")) {
      throw new EOFException("no WebSocket: " + head);
    }
  }

  private static String reason(byte[] payload) {
    ByteBuffer in = ByteBuffer.wrap(payload);
    return in.getShort() + " " + UTF_8.decode(in);
  }

  void text(String text) throws IOException {
    frame(LAST | TEXT, text.getBytes(UTF_8));
  }

  /// @param first the first byte: opcode and flags
  void frame(int first, byte... payload) throws IOException {
    connection.write(frameBytes(first, payload.length, payload));
  }

  /// A frame with a mask of zeros.
  ///
  /// @param length in the frame's header
  static byte[] frameBytes(int first, long length, byte... payload) {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.write(first);
    if (length < LENGTH_16) {
      frame.write(MASKED | (int) length);
    } else if (length <= 0xffff) {
      frame.write(MASKED | LENGTH_16);
      frame.writeBytes(ByteBuffer.allocate(2).putShort((short) length).array());
    } else {
      frame.write(MASKED | LENGTH_64);
      frame.writeBytes(ByteBuffer.allocate(8).putLong(length).array());
    }
    frame.writeBytes(new byte[4]);
    frame.writeBytes(payload);
    return frame.toByteArray();
  }
}
