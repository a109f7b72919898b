package gochat.grpc;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// An HTTP/2 client that writes any frames, also forbidden ones.
public final class RawHttp2 implements Closeable {
  public static final int DATA = 0;
  public static final int HEADERS = 1;
  public static final int RST_STREAM = 3;
  public static final int SETTINGS = 4;
  public static final int PING = 6;
  public static final int GO_AWAY = 7;
  public static final int WINDOW_UPDATE = 8;
  static final int CONTINUATION = 9;

  public static final int END_STREAM = 1;
  public static final int ACK = 1;
  public static final int END_HEADERS = 4;
  public static final int ENHANCE_YOUR_CALM = 11;
  private static final int TIMEOUT_MS = 60_000;
  private static final int FLOOD_TURNS = 20_000;

  public record Frame(int type, int flags, int stream, ByteBuffer payload) {
    /// The error code of a GOAWAY.
    public int goAwayCode() {
      return payload.getInt(4);
    }

    /// The value of a setting in a SETTINGS frame, RFC 9113, section 6.5.1.
    public int setting(int id) {
      ByteBuffer settings = payload.duplicate();
      while (settings.hasRemaining()) {
        int each = settings.getShort();
        int value = settings.getInt();
        if (each == id) {
          return value;
        }
      }
      throw new AssertionError("no setting " + id);
    }

    String text() {
      return UTF_8.decode(payload.duplicate()).toString();
    }

    /// The header block, which uses no dynamic table: one `name: value` a line.
    public String headers() throws Http2Exception {
      var headers =
          new DefaultHttp2HeadersDecoder(false)
              .decodeHeaders(1, Unpooled.wrappedBuffer(payload.duplicate()));
      return StreamSupport.stream(headers.spliterator(), false)
          .map(header -> header.getKey() + ": " + header.getValue())
          .collect(Collectors.joining("\n"));
    }
  }

  final Socket socket;
  private final DataInputStream in;
  private final OutputStream out;

  private RawHttp2(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(TIMEOUT_MS);
    socket.setTcpNoDelay(true);
    in = new DataInputStream(socket.getInputStream());
    out = socket.getOutputStream();
  }

  static RawHttp2 tcp(int port) throws IOException {
    return over(new Socket(InetAddress.getLoopbackAddress(), port));
  }

  /// Over a socket that is connected, such as one of TLS.
  public static RawHttp2 over(Socket socket) throws IOException {
    return new RawHttp2(socket);
  }

  /// Connects, with an empty SETTINGS frame.
  public static RawHttp2 connect(int port) throws IOException {
    return connect(InetAddress.getLoopbackAddress(), port);
  }

  /// @param receiveBytes of the socket's buffer
  public static RawHttp2 connect(int port, int receiveBytes) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(receiveBytes);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    return start(over(socket));
  }

  static RawHttp2 connect(InetAddress address, int port) throws IOException {
    return start(over(new Socket(address, port)));
  }

  private static RawHttp2 start(RawHttp2 client) throws IOException {
    client.preface();
    client.settings();
    return client;
  }

  void preface() throws IOException {
    bytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII));
  }

  public void bytes(byte[] bytes) throws IOException {
    out.write(bytes);
  }

  /// @param idsAndValues alternating
  public void settings(int... idsAndValues) throws IOException {
    ByteBuffer payload = ByteBuffer.allocate(idsAndValues.length * 3);
    for (int i = 0; i < idsAndValues.length; i += 2) {
      payload.putShort((short) idsAndValues[i]).putInt(idsAndValues[i + 1]);
    }
    frame(SETTINGS, 0, 0, payload.array());
  }

  public void frame(int type, int flags, int stream, byte[] payload) throws IOException {
    bytes(frameBytes(type, flags, stream, payload));
  }

  public static byte[] frameBytes(int type, int flags, int stream, byte[] payload) {
    return ByteBuffer.allocate(9 + payload.length)
        .put((byte) (payload.length >> 16))
        .putShort((short) payload.length)
        .put((byte) type)
        .put((byte) flags)
        .putInt(stream)
        .put(payload)
        .array();
  }

  /// Opens a gRPC request with the headers that every client sends.
  public void request(int stream, String path, boolean isEnd, String... moreHeaders)
      throws IOException {
    frame(HEADERS, END_HEADERS | (isEnd ? END_STREAM : 0), stream, grpcHeaders(path, moreHeaders));
  }

  static byte[] grpcHeaders(String path, String... more) {
    Stream<String> grpc = Stream.of("content-type", "application/grpc", "te", "trailers");
    return requestHeaders(
        "POST", path, Stream.concat(grpc, Stream.of(more)).toArray(String[]::new));
  }

  /// The header block of a request to `localhost`.
  public static byte[] requestHeaders(String method, String path, String... more) {
    return headers(
        Stream.concat(
                Stream.of(
                    ":method", method, ":scheme", "http", ":path", path, ":authority", "localhost"),
                Stream.of(more))
            .toArray(String[]::new));
  }

  /// HPACK without table or Huffman code.
  static byte[] headers(String... namesAndValues) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      block.write(0);
      literal(block, namesAndValues[i]);
      literal(block, namesAndValues[i + 1]);
    }
    return block.toByteArray();
  }

  private static void literal(ByteArrayOutputStream block, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    if (bytes.length < 127) {
      block.write(bytes.length);
    } else {
      block.write(127);
      int rest = bytes.length - 127;
      for (; rest >= 128; rest >>= 7) {
        block.write((rest & 127) | 128);
      }
      block.write(rest);
    }
    block.writeBytes(bytes);
  }

  public void data(int stream, boolean isEnd, byte[] payload) throws IOException {
    frame(DATA, isEnd ? END_STREAM : 0, stream, payload);
  }

  /// A message with its gRPC prefix.
  public static byte[] message(byte[] body) {
    return ByteBuffer.allocate(5 + body.length).put((byte) 0).putInt(body.length).put(body).array();
  }

  /// The next frame; null at the end of the connection.
  @Nullable Frame read() throws IOException {
    try {
      int length = in.readUnsignedShort() << 8 | in.readUnsignedByte();
      int type = in.readUnsignedByte();
      int flags = in.readUnsignedByte();
      int stream = in.readInt();
      byte[] payload = new byte[length];
      in.readFully(payload);
      return new Frame(type, flags, stream, ByteBuffer.wrap(payload));
    } catch (EOFException | SocketException e) {
      // Closed or reset by the server.
      return null;
    }
  }

  /// Reads on to the first frame that fits; null at the end of the connection.
  public @Nullable Frame readUntil(Predicate<Frame> wanted) throws IOException {
    Frame frame = read();
    while (frame != null && !wanted.test(frame)) {
      frame = read();
    }
    return frame;
  }

  @Nullable Frame readUntilType(int type) throws IOException {
    return readUntil(frame -> frame.type() == type);
  }

  /// The next frame of this type.
  public Frame expect(int type) throws IOException {
    Frame frame = readUntilType(type);
    if (frame == null) {
      throw new AssertionError("the connection ended before a frame of type " + type);
    }
    return frame;
  }

  /// Writes a part of a flood.
  @FunctionalInterface
  public interface Flood {
    /// @param turn from 0 on
    void write(int turn) throws IOException;
  }

  /// Starts to write 20,000 parts, or as many as the server takes before it closes the connection.
  public Thread start(Flood flood) {
    return Thread.startVirtualThread(() -> {
      try {
        for (int turn = 0; turn < FLOOD_TURNS; turn++) {
          flood.write(turn);
        }
      } catch (IOException e) {
        // Closed by the server, as it should be.
      }
    });
  }

  /// Asserts that the server ends the connection of this flood, whose answers are read.
  public void assertCalmed(Flood flood) throws Exception {
    Thread writer = start(flood);
    Frame goAway = readUntilType(GO_AWAY);
    // Null when the connection was closed: bytes that were never read can cost the GOAWAY.
    if (goAway != null) {
      assertThat(goAway.goAwayCode()).isEqualTo(ENHANCE_YOUR_CALM);
      assertThat(readUntil(_ -> false)).isNull();
    }
    writer.join();
  }

  /// The bytes that come next, without a timeout.
  public InputStream rest() throws IOException {
    socket.setSoTimeout(0);
    return in;
  }

  /// Everything up to the end, as text.
  String readText() throws IOException {
    return new String(in.readAllBytes(), UTF_8);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
