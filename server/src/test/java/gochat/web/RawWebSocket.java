package gochat.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/// A WebSocket client that sends any bytes, also forbidden ones.
public final class RawWebSocket implements Closeable {
  static final int CONTINUATION = 0x0;
  static final int TEXT = 0x1;
  static final int BINARY = 0x2;
  static final int CLOSE = 0x8;
  static final int PING = 0x9;
  static final int PONG = 0xA;

  /// @param opcode without the bit of a message's last frame
  public record Frame(int opcode, ByteString payload) {
    public String text() {
      return payload.toStringUtf8();
    }

    /// Of a close frame: `1000 reason`.
    String reason() {
      return payload.asReadOnlyByteBuffer().getShort() + " " + payload.substring(2).toStringUtf8();
    }
  }

  private final Socket socket = new Socket();
  private final DataInputStream in;

  /// @param receiveBytes of the socket's buffer, so that little fits into it
  private RawWebSocket(int port, int receiveBytes, String headers) throws IOException {
    socket.setReceiveBufferSize(receiveBytes);
    socket.setSendBufferSize(65_536);
    socket.setSoTimeout(60_000);
    socket.setTcpNoDelay(true);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    in = new DataInputStream(socket.getInputStream());
    bytes(
        ("GET /v1/connect HTTP/1.1\r\nHost: localhost:"
                + port
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                + headers
                + "\r\n")
            .getBytes(US_ASCII));
  }

  /// Reads the error with which the server ends the stream, and the close frame behind it.
  ///
  /// @return of the close frame: `1001 reason`
  String ending() throws IOException {
    assertThat(read().text()).startsWith("{\"reply\":{\"id\":\"0\",\"error\":{\"code\":");
    Frame close = read();
    assertThat(close.opcode()).isEqualTo(CLOSE);
    return close.reason();
  }

  static RawWebSocket connect(int port) throws IOException {
    return connect(port, 65_536);
  }

  public static RawWebSocket connect(int port, int receiveBytes) throws IOException {
    RawWebSocket client = new RawWebSocket(port, receiveBytes, "");
    String head = client.head();
    if (!head.startsWith("HTTP/1.1 101 ")) {
      throw new AssertionError(head);
    }
    return client;
  }

  /// Sends a handshake, and does not wait for the answer.
  static RawWebSocket ask(int port) throws IOException {
    return new RawWebSocket(port, 65_536, "");
  }

  /// Sends a handshake with more headers, and returns the head of the answer.
  static String handshake(int port, String headers) throws IOException {
    try (RawWebSocket client = new RawWebSocket(port, 65_536, headers)) {
      return client.head();
    }
  }

  private String head() throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(US_ASCII).endsWith("\r\n\r\n")) {
      head.write(in.readUnsignedByte());
    }
    return head.toString(US_ASCII);
  }

  /// Resets the connection.
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  void bytes(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  public void text(String text) throws IOException {
    frame(0x80 | TEXT, text.getBytes(UTF_8));
  }

  /// @param first the first byte: opcode and flags
  void frame(int first, byte[] payload) throws IOException {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.write(first);
    int length = payload.length;
    if (length < 126) {
      frame.write(0x80 | length);
    } else if (length <= 0xffff) {
      frame.write(0x80 | 126);
      frame.write(length >> 8);
      frame.write(length);
    } else {
      frame.write(0x80 | 127);
      for (int shift = 56; shift >= 0; shift -= 8) {
        frame.write((int) ((long) length >> shift));
      }
    }
    byte[] mask = {1, 2, 3, 4};
    frame.writeBytes(mask);
    for (int i = 0; i < length; i++) {
      frame.write(payload[i] ^ mask[i % 4]);
    }
    bytes(frame.toByteArray());
  }

  public Frame read() throws IOException {
    int opcode = in.readUnsignedByte() & 0xf;
    long length = in.readUnsignedByte();
    if (length == 126) {
      length = in.readUnsignedShort();
    } else if (length == 127) {
      length = in.readLong();
    }
    byte[] payload = new byte[(int) length];
    in.readFully(payload);
    return new Frame(opcode, ByteString.copyFrom(payload));
  }

  /// The next frame that is no heartbeat.
  Frame readButHeartbeats() throws IOException {
    Frame frame = read();
    return frame.text().equals("{\"heartbeat\":{}}") ? readButHeartbeats() : frame;
  }

  /// Whether the server has closed the connection without another frame.
  boolean isAtEnd() throws IOException {
    try {
      read();
      return false;
    } catch (EOFException e) {
      return true;
    }
  }

  /// The bytes that come next, without a timeout.
  public InputStream rest() throws IOException {
    socket.setSoTimeout(0);
    return in;
  }

  /// Reads until the connection is closed or reset, and returns the number of bytes.
  int readRest() {
    int bytes = 0;
    try {
      byte[] buffer = new byte[65_536];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        bytes += read;
      }
    } catch (IOException e) {
      // It was reset.
    }
    return bytes;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
