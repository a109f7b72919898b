package gochat.bench.attack;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// A client's side of an HTTP/2 connection that writes any frames, also forbidden ones, and counts
/// the received frames.
final class RawHttp2 {
  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int PRIORITY = 2;
  static final int RST_STREAM = 3;
  static final int SETTINGS = 4;
  static final int PING = 6;
  static final int GO_AWAY = 7;
  static final int WINDOW_UPDATE = 8;
  static final int CONTINUATION = 9;
  static final int UNKNOWN = 0xf0;

  static final int END_STREAM = 1;
  static final int ACK = 1;
  static final int END_HEADERS = 4;

  static final int INITIAL_WINDOW_SIZE = 4;

  /// The frame size that a peer takes by default.
  static final int FRAME_BYTES_MAX = 16_384;

  private static final int CANCEL = 8;
  private static final int FRAME_HEADER_BYTES = 9;

  /// The default window.
  static final int WINDOW_BYTES = 65_535;

  /// Receives the payload of each DATA frame.
  @FunctionalInterface
  interface DataSink {
    void onData(byte[] payload) throws IOException;
  }

  private final RawConnection connection;
  private final DefaultHttp2HeadersDecoder headersDecoder = new DefaultHttp2HeadersDecoder(false);
  private final AtomicInteger resets = new AtomicInteger();
  private final CountDownLatch answered = new CountDownLatch(1);
  private final Semaphore pongs = new Semaphore(0);

  /// The bytes that the first stream may still send.
  private final Semaphore window = new Semaphore(WINDOW_BYTES);

  private volatile DataSink dataSink = _ -> {};
  private volatile String status = "";

  private RawHttp2(RawConnection connection) throws IOException {
    this.connection = connection;
    connection.write(preface());
  }

  static byte[] preface() {
    return ByteBufUtil.getBytes(Http2CodecUtil.connectionPrefaceBuf());
  }

  /// Connects and sends the preface with these settings.
  ///
  /// @param idsAndValues of the settings, alternating
  static RawHttp2 connect(Attacker attacker, int... idsAndValues) throws IOException {
    RawHttp2 client = connectUnread(attacker, idsAndValues);
    client.connection.listen(client::readFrame);
    return client;
  }

  /// The same, and reads nothing.
  static RawHttp2 connectUnread(Attacker attacker, int... idsAndValues) throws IOException {
    RawHttp2 client = new RawHttp2(attacker.connect("h2"));
    client.settings(idsAndValues);
    client.connection.flush();
    return client;
  }

  RawConnection connection() {
    return connection;
  }

  void onData(DataSink sink) {
    dataSink = sink;
  }

  /// The number of streams that the server has reset.
  int resets() {
    return resets.get();
  }

  /// Waits for the first answer, or the end of the connection.
  ///
  /// @return the status of HTTP and of gRPC, such as `200 grpc-status 8`; `reset` for a reset
  ///   stream; empty without an answer
  String awaitAnswer(long millis) throws InterruptedException {
    long endNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (!answered.await(1, TimeUnit.MILLISECONDS)
        && !connection.hasEnded()
        && System.nanoTime() < endNanos) {}
    return status;
  }

  /// Waits until the server has taken all written bytes, or the connection has ended.
  void awaitTaken() throws IOException, InterruptedException {
    frame(PING, 0, 0, new byte[8]);
    connection.flush();
    while (!pongs.tryAcquire(1, TimeUnit.MILLISECONDS) && !connection.hasEnded()) {}
  }

  private void readFrame(DataInputStream in) throws IOException {
    int length = in.readUnsignedShort() << 8 | in.readUnsignedByte();
    int type = in.readUnsignedByte();
    int flags = in.readUnsignedByte();
    int stream = in.readInt();
    byte[] payload = in.readNBytes(length);
    switch (type) {
      case DATA -> dataSink.onData(payload);
      case HEADERS -> answer(words(stream, payload));
      case RST_STREAM -> {
        resets.incrementAndGet();
        answer("reset");
      }
      case SETTINGS -> {
        if ((flags & ACK) == 0) {
          takeSettings(ByteBuffer.wrap(payload));
        }
      }
      case PING -> {
        if ((flags & ACK) != 0) {
          pongs.release();
        }
      }
      case WINDOW_UPDATE -> {
        if (stream == 1) {
          window.release(ByteBuffer.wrap(payload).getInt());
        }
      }
      default -> {}
    }
  }

  private void takeSettings(ByteBuffer settings) {
    while (settings.hasRemaining()) {
      int id = settings.getShort();
      int value = settings.getInt();
      if (id == INITIAL_WINDOW_SIZE && value > WINDOW_BYTES) {
        window.release(value - WINDOW_BYTES);
      }
    }
  }

  private void answer(String said) {
    status = said;
    answered.countDown();
  }

  private String words(int stream, byte[] block) throws IOException {
    ByteBuf in = Unpooled.wrappedBuffer(block);
    try {
      Http2Headers headers = headersDecoder.decodeHeaders(stream, in);
      CharSequence grpcStatus = headers.get("grpc-status");
      return (headers.status() == null ? "" : headers.status())
          + (grpcStatus == null ? "" : " grpc-status " + grpcStatus);
    } catch (Http2Exception e) {
      throw new IOException("the server's headers can't be decoded", e);
    }
  }

  /// @param idsAndValues alternating
  void settings(int... idsAndValues) throws IOException {
    ByteBuffer payload = ByteBuffer.allocate(idsAndValues.length * 3);
    for (int i = 0; i < idsAndValues.length; i += 2) {
      payload.putShort((short) idsAndValues[i]).putInt(idsAndValues[i + 1]);
    }
    frame(SETTINGS, 0, 0, payload.array());
  }

  void frame(int type, int flags, int stream, byte... payload) throws IOException {
    connection.write(frameBytes(type, flags, stream, payload));
  }

  static byte[] frameBytes(int type, int flags, int stream, byte... payload) {
    return ByteBuffer.allocate(FRAME_HEADER_BYTES + payload.length)
        .put((byte) (payload.length >> 16))
        .putShort((short) payload.length)
        .put((byte) type)
        .put((byte) flags)
        .putInt(stream)
        .put(payload)
        .array();
  }

  void windowUpdate(int stream, int increment) throws IOException {
    frame(WINDOW_UPDATE, 0, stream, ByteBuffer.allocate(4).putInt(increment).array());
  }

  void reset(int stream) throws IOException {
    frame(RST_STREAM, 0, stream, ByteBuffer.allocate(4).putInt(CANCEL).array());
  }

  /// Opens a stream and leaves it open.
  ///
  /// @param block of headers, see [#post]
  void open(int stream, byte[] block) throws IOException {
    frame(HEADERS, END_HEADERS, stream, block);
  }

  /// Writes a gRPC message on stream 1 as soon as its window allows.
  void message(byte[] body) throws IOException, InterruptedException {
    byte[] bytes = grpcMessage(body);
    if (!window.tryAcquire(bytes.length)) {
      // The written bytes have to go out, or the window would never open.
      connection.flush();
      while (!window.tryAcquire(bytes.length, 10, TimeUnit.MILLISECONDS)) {
        if (connection.hasEnded()) {
          throw new IOException("the connection has ended");
        }
      }
    }
    frame(DATA, 0, 1, bytes);
  }

  /// A message with its gRPC prefix.
  static byte[] grpcMessage(byte[] body) {
    return ByteBuffer.allocate(5 + body.length).put((byte) 0).putInt(body.length).put(body).array();
  }

  /// The headers of a request whose body follows.
  static byte[] post(String path, String contentType, String... more) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    block.writeBytes(
        headers(
            ":method",
            "POST",
            ":scheme",
            "http",
            ":path",
            path,
            ":authority",
            "localhost",
            "content-type",
            contentType,
            "te",
            "trailers"));
    block.writeBytes(headers(more));
    return block.toByteArray();
  }

  /// HPACK (RFC 7541) without table or Huffman code.
  static byte[] headers(String... namesAndValues) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      block.write(0);
      literal(block, namesAndValues[i]);
      literal(block, namesAndValues[i + 1]);
    }
    return block.toByteArray();
  }

  /// A string of HPACK: its length with a prefix of seven bits, then its bytes.
  static void literal(ByteArrayOutputStream block, String text) {
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
}
