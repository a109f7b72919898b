package gochat.server;

import static gochat.server.TestClient.PATIENCE;
import static java.nio.charset.StandardCharsets.US_ASCII;

import gochat.Gochat.ChatMessage;
import gochat.grpc.RawHttp2;
import gochat.server.CrowdReader.Speed;
import gochat.v1.CaughtUp;
import gochat.v1.FollowRequest;
import gochat.v1.ServerFrame;
import gochat.web.RawWebSocket;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/// Many readers of the lobby, each on a connection of its own, and a sender on the first contract.
/// They parse little of what they read, see [CrowdReader].
final class Crowd implements AutoCloseable {
  /// How readers are connected.
  enum Wire {
    SEED,
    V1,
    WEB_SOCKET,
    EVENT_STREAM
  }

  private static final byte[] CAUGHT_UP =
      RawHttp2.message(
          ServerFrame.newBuilder()
              .setCaughtUp(CaughtUp.getDefaultInstance())
              .build()
              .toByteArray());
  private static final String CAUGHT_UP_JSON = "\"caughtUp\":{}";

  private static final int INITIAL_WINDOW_SIZE = 4;
  private static final int WINDOW_BYTES = Integer.MAX_VALUE;
  private static final int DEFAULT_WINDOW_BYTES = 65_535;

  private static final int RECEIVE_BYTES = 64 * 1_024;

  /// Small, so that a reader that stops soon blocks the server.
  private static final int SLOW_RECEIVE_BYTES = 4 * 1_024;

  private final ArrayDeque<Closeable> connections = new ArrayDeque<>();
  private final List<CrowdReader> readers = new ArrayList<>();
  private final MeasuredServer server;
  private final String token;
  private final int textBytes;
  private final RawHttp2 sender;

  /// How many messages have been sent.
  private final AtomicLong sent = new AtomicLong();

  /// Counts the readers at full speed that have not read them all.
  private volatile CountDownLatch isRead = new CountDownLatch(0);

  /// @param token of the account of all readers that need one
  /// @param textBytes of each message
  Crowd(MeasuredServer server, String token, int textBytes) throws IOException {
    this.server = server;
    this.token = token;
    this.textBytes = textBytes;
    sender = connect(Speed.FULL);
    enter(sender, 1, "Sender");
  }

  /// Adds readers, every other one on a stream with another id.
  void join(Wire wire, int count, Speed speed) throws IOException {
    for (int i = 0; i < count; i++) {
      int stream = i % 2 == 0 ? 1 : 3;
      InputStream in =
          switch (wire) {
            case SEED -> enter(stream, stream, speed);
            case V1 -> follow(stream, speed);
            case WEB_SOCKET -> followByWebSocket(speed);
            case EVENT_STREAM -> followByEvents(speed);
          };
      read(in, 1, speed);
    }
  }

  /// Adds a connection with seed streams of these ids and all odd ones between.
  void joinTogether(int firstStream, int lastStream) throws IOException {
    InputStream in = enter(firstStream, lastStream, Speed.FULL);
    read(in, (lastStream - firstStream) / 2 + 1, Speed.FULL);
  }

  private static int receiveBytes(Speed speed) {
    return speed == Speed.FULL ? RECEIVE_BYTES : SLOW_RECEIVE_BYTES;
  }

  private RawHttp2 connect(Speed speed) throws IOException {
    RawHttp2 connection = RawHttp2.connect(server.port(), receiveBytes(speed));
    connections.push(connection);
    connection.settings(INITIAL_WINDOW_SIZE, WINDOW_BYTES);
    byte[] grown = ByteBuffer.allocate(4).putInt(WINDOW_BYTES - DEFAULT_WINDOW_BYTES).array();
    connection.frame(RawHttp2.WINDOW_UPDATE, 0, 0, grown);
    return connection;
  }

  private InputStream enter(int firstStream, int lastStream, Speed speed) throws IOException {
    RawHttp2 connection = connect(speed);
    for (int stream = firstStream; stream <= lastStream; stream += 2) {
      enter(connection, stream, "Reader" + readers.size() + "-" + stream);
    }
    return new DataFrames(connection.rest());
  }

  private static void enter(RawHttp2 connection, int stream, String name) throws IOException {
    connection.request(stream, "/gochat.ChatService/Chat", false);
    byte[] registration = ChatMessage.newBuilder().setUsername(name).build().toByteArray();
    connection.data(stream, false, RawHttp2.message(registration));
    connection.readUntil(frame -> frame.type() == RawHttp2.HEADERS);
  }

  private InputStream follow(int stream, Speed speed) throws IOException {
    RawHttp2 connection = connect(speed);
    connection.request(
        stream, "/gochat.v1.StreamService/Follow", false, "authorization", "Bearer " + token);
    byte[] wishes = FollowRequest.getDefaultInstance().toByteArray();
    connection.data(stream, true, RawHttp2.message(wishes));
    connection.readUntil(frame -> endsWithCaughtUp(frame.payload()));
    return new DataFrames(connection.rest());
  }

  private static boolean endsWithCaughtUp(ByteBuffer payload) {
    int from = payload.remaining() - CAUGHT_UP.length;
    return from >= 0 && payload.slice(from, CAUGHT_UP.length).equals(ByteBuffer.wrap(CAUGHT_UP));
  }

  private InputStream followByWebSocket(Speed speed) throws IOException {
    RawWebSocket connection = RawWebSocket.connect(server.webPort(), receiveBytes(speed));
    connections.push(connection);
    connection.text("{\"id\": 1, \"start\": {\"token\": \"" + token + "\"}}");
    String text;
    do {
      text = connection.read().text();
    } while (!text.contains(CAUGHT_UP_JSON));
    return connection.rest();
  }

  private InputStream followByEvents(Speed speed) throws IOException {
    Socket connection = new Socket();
    connections.push(connection);
    connection.setReceiveBufferSize(receiveBytes(speed));
    connection.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.webPort()));
    String request =
        "GET /v1/events HTTP/1.1\r\nHost: localhost:%d\r\nAuthorization: Bearer %s\r\n\r\n"
            .formatted(server.webPort(), token);
    connection.getOutputStream().write(request.getBytes(US_ASCII));
    StringBuilder head = new StringBuilder();
    InputStream in = connection.getInputStream();
    while (head.indexOf(CAUGHT_UP_JSON) < 0) {
      int c = in.read();
      if (c < 0) {
        throw new EOFException("the server ended the events: " + head);
      }
      head.append((char) c);
    }
    return in;
  }

  private void read(InputStream in, int streams, Speed speed) {
    CrowdReader reader = new CrowdReader(this, in, streams, speed);
    readers.add(reader);
    Thread.startVirtualThread(reader);
  }

  /// Sends messages at once, and returns when all readers at full speed have read them.
  void say(int messages) throws IOException, InterruptedException {
    isRead = new CountDownLatch((int) readers.stream().filter(reader -> !reader.isSlow()).count());
    ByteArrayOutputStream frames = new ByteArrayOutputStream();
    for (int i = 0; i < messages; i++) {
      frames.writeBytes(frame(sent() + i));
    }
    sent.addAndGet(messages);
    wake();
    sender.bytes(frames.toByteArray());
    if (!isRead.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError(isRead.getCount() + " readers lack a message");
    }
  }

  private byte[] frame(long number) {
    byte[] message =
        ChatMessage.newBuilder()
            .setContent(CrowdReader.text(textBytes, number))
            .build()
            .toByteArray();
    return RawHttp2.frameBytes(RawHttp2.DATA, 0, 1, RawHttp2.message(message));
  }

  /// How many messages have been sent.
  long sent() {
    return sent.get();
  }

  private synchronized void wake() {
    notifyAll();
  }

  /// Called by slow readers: waits until `condition` holds, which depends on what was sent.
  synchronized void awaitSent(BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      wait();
    }
  }

  /// Called by a reader that has read everything sent.
  void hasRead(CrowdReader reader) {
    if (!reader.isSlow()) {
      isRead.countDown();
    }
  }

  /// Lets the slow ones read at full speed.
  void hurry() {
    readers.forEach(CrowdReader::hurry);
    wake();
  }

  List<CrowdReader> readers() {
    return readers;
  }

  @Override
  public void close() throws IOException {
    hurry();
    while (!connections.isEmpty()) {
      connections.pop().close();
    }
  }

  /// The data of HTTP/2 frames: a frame may end within a message, and its header would hide the
  /// message's mark.
  private static final class DataFrames extends InputStream {
    private static final int HEADER_BYTES = 9;

    private final InputStream in;

    /// Of the data of the current frame.
    private int leftBytes;

    DataFrames(InputStream in) {
      this.in = in;
    }

    @Override
    public int read(byte[] bytes, int from, int atMost) throws IOException {
      while (leftBytes == 0) {
        byte[] header = in.readNBytes(HEADER_BYTES);
        if (header.length < HEADER_BYTES) {
          return -1;
        }
        int payloadBytes = ByteBuffer.wrap(header).getInt() >>> Byte.SIZE;
        if (header[3] == RawHttp2.DATA) {
          leftBytes = payloadBytes;
        } else {
          in.skipNBytes(payloadBytes);
        }
      }
      int count = in.read(bytes, from, Math.min(atMost, leftBytes));
      leftBytes -= Math.max(count, 0);
      return count;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }
  }
}
