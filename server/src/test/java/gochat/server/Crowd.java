package gochat.server;

import static gochat.server.TestClient.PATIENCE;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import gochat.Gochat.ChatMessage;
import gochat.grpc.RawHttp2;
import gochat.v1.CaughtUp;
import gochat.v1.FollowRequest;
import gochat.v1.ServerFrame;
import gochat.web.RawWebSocket;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// Many readers of the lobby, each on a connection of its own, and one who writes there, by the
/// first contract. They understand little of what they read: a message is where its mark is,
/// whatever carries it.
final class Crowd implements AutoCloseable {
  /// How readers are connected.
  enum Wire {
    SEED,
    V1,
    WEB_SOCKET,
    EVENT_STREAM
  }

  /// In each message once, and nowhere else.
  private static final byte[] MARK = "✓🙂".getBytes(UTF_8);

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
  private static final int READ_BYTES_MAX = 16 * 1_024;

  private final ArrayDeque<Closeable> connections = new ArrayDeque<>();
  private final List<Reader> readers = new ArrayList<>();
  private final MeasuredServer server;
  private final String token;
  private final RawHttp2 sender;
  private final byte[] message;

  /// How many messages have been sent.
  private final AtomicLong sent = new AtomicLong();

  private volatile CountDownLatch isRead = new CountDownLatch(0);

  /// @param token of an account, under which all read who need one
  /// @param textBytes of each message
  Crowd(MeasuredServer server, String token, int textBytes) throws IOException {
    this.server = server;
    this.token = token;
    String text = "x".repeat(textBytes - MARK.length) + new String(MARK, UTF_8);
    message =
        RawHttp2.frameBytes(
            RawHttp2.DATA,
            0,
            1,
            RawHttp2.message(ChatMessage.newBuilder().setContent(text).build().toByteArray()));
    sender = connect();
    enter(sender, 1, "Sender");
  }

  /// Adds readers, every other one on a stream with another id.
  void join(Wire wire, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      int stream = i % 2 == 0 ? 1 : 3;
      switch (wire) {
        case SEED -> joinTogether(stream, stream);
        case V1 -> follow(stream);
        case WEB_SOCKET -> followByWebSocket();
        case EVENT_STREAM -> followByEvents();
      }
    }
  }

  /// Adds a connection with seed streams of these ids and all odd ones between.
  void joinTogether(int firstStream, int lastStream) throws IOException {
    RawHttp2 connection = connect();
    for (int stream = firstStream; stream <= lastStream; stream += 2) {
      enter(connection, stream, "Reader" + readers.size() + "-" + stream);
    }
    read(connection.rest(), (lastStream - firstStream) / 2 + 1);
  }

  private RawHttp2 connect() throws IOException {
    RawHttp2 connection = RawHttp2.connect(server.port());
    connections.push(connection);
    connection.settings(INITIAL_WINDOW_SIZE, WINDOW_BYTES);
    byte[] grown = ByteBuffer.allocate(4).putInt(WINDOW_BYTES - DEFAULT_WINDOW_BYTES).array();
    connection.frame(RawHttp2.WINDOW_UPDATE, 0, 0, grown);
    return connection;
  }

  private static void enter(RawHttp2 connection, int stream, String name) throws IOException {
    connection.request(stream, "/gochat.ChatService/Chat", false);
    byte[] registration = ChatMessage.newBuilder().setUsername(name).build().toByteArray();
    connection.data(stream, false, RawHttp2.message(registration));
    connection.readUntil(frame -> frame.type() == RawHttp2.HEADERS);
  }

  private void follow(int stream) throws IOException {
    RawHttp2 connection = connect();
    connection.request(
        stream, "/gochat.v1.StreamService/Follow", false, "authorization", "Bearer " + token);
    byte[] wishes = FollowRequest.getDefaultInstance().toByteArray();
    connection.data(stream, true, RawHttp2.message(wishes));
    connection.readUntil(frame -> endsWithCaughtUp(frame.payload()));
    read(connection.rest(), 1);
  }

  private static boolean endsWithCaughtUp(ByteBuffer payload) {
    int from = payload.remaining() - CAUGHT_UP.length;
    return from >= 0 && payload.slice(from, CAUGHT_UP.length).equals(ByteBuffer.wrap(CAUGHT_UP));
  }

  private void followByWebSocket() throws IOException {
    RawWebSocket connection = RawWebSocket.connect(server.webPort());
    connections.push(connection);
    connection.text("{\"id\": 1, \"start\": {\"token\": \"" + token + "\"}}");
    String text;
    do {
      text = connection.read().text();
    } while (!text.contains(CAUGHT_UP_JSON));
    read(connection.rest(), 1);
  }

  private void followByEvents() throws IOException {
    Socket connection = new Socket(InetAddress.getLoopbackAddress(), server.webPort());
    connections.push(connection);
    String request =
        "GET /v1/events HTTP/1.1\r\nHost: localhost:%d\r\nAuthorization: Bearer %s\r\n\r\n"
            .formatted(server.webPort(), token);
    connection.getOutputStream().write(request.getBytes(US_ASCII));
    StringBuilder head = new StringBuilder();
    InputStream in = connection.getInputStream();
    while (head.indexOf(CAUGHT_UP_JSON) < 0) {
      head.append((char) in.read());
    }
    read(in, 1);
  }

  private void read(InputStream in, int streams) {
    Reader reader = new Reader(in, streams);
    readers.add(reader);
    Thread.startVirtualThread(reader);
  }

  /// Sends messages at once, and returns when everybody has read all of them.
  void say(int messages) throws IOException, InterruptedException {
    isRead = new CountDownLatch(readers.size());
    sent.addAndGet(messages);
    ByteBuffer frames = ByteBuffer.allocate(messages * message.length);
    for (int i = 0; i < messages; i++) {
      frames.put(message);
    }
    sender.bytes(frames.array());
    if (!isRead.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError(isRead.getCount() + " readers lack a message");
    }
  }

  @Override
  public void close() throws IOException {
    while (!connections.isEmpty()) {
      connections.pop().close();
    }
  }

  /// Counts what comes by one connection.
  private final class Reader implements Runnable {
    private final InputStream in;
    private final int streams;
    private long read;
    private int matched;

    Reader(InputStream in, int streams) {
      this.in = in;
      this.streams = streams;
      read = sent.get() * streams;
    }

    @Override
    public void run() {
      byte[] buffer = new byte[READ_BYTES_MAX];
      try {
        for (int bytes = in.read(buffer); bytes >= 0; bytes = in.read(buffer)) {
          for (int i = 0; i < bytes; i++) {
            look(buffer[i]);
          }
        }
      } catch (IOException e) {
        // Closed: the test is over.
      }
    }

    private void look(byte next) {
      if (next != MARK[matched]) {
        matched = next == MARK[0] ? 1 : 0;
        return;
      }
      matched++;
      if (matched == MARK.length) {
        matched = 0;
        read++;
        if (read == sent.get() * streams) {
          isRead.countDown();
        }
      }
    }
  }
}
