package gochat.bench.attack;

import com.google.protobuf.util.JsonFormat;
import gochat.v1.ClientFrame;
import gochat.v1.ServerFrame;
import gochat.v1.StartRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;

/// A stream of the v1 API, over gRPC or a WebSocket, that sends requests without waiting for
/// answers, and counts the answers.
abstract class ApiStream {
  private static final String CONNECT = "/gochat.v1.StreamService/Connect";

  private static final int START_MS = 5_000;
  private static final int POLL_MS = 1;

  private final RawConnection connection;
  private final Refusals refusals = new Refusals();
  private final AtomicInteger answers = new AtomicInteger();

  private ApiStream(RawConnection connection) {
    this.connection = connection;
  }

  /// Opens a stream at the attacker's port, with windows for all answers.
  static ApiStream open(Attacker attacker, String token) throws IOException, InterruptedException {
    return open(attacker, token, Integer.MAX_VALUE);
  }

  /// The same, and stops reading when the server has authenticated the user.
  static ApiStream openUnread(Attacker attacker, String token)
      throws IOException, InterruptedException {
    ApiStream stream = open(attacker, token, RawHttp2.WINDOW_BYTES);
    for (int ms = 0; ms < START_MS && stream.answers() == 0; ms += POLL_MS) {
      Thread.sleep(POLL_MS);
    }
    stream.connection.stopReading();
    return stream;
  }

  private static ApiStream open(Attacker attacker, String token, int windowBytes)
      throws IOException, InterruptedException {
    ApiStream stream =
        switch (attacker.port()) {
          case GRPC ->
              new OverGrpc(
                  RawHttp2.connect(attacker, RawHttp2.INITIAL_WINDOW_SIZE, windowBytes),
                  windowBytes);
          case WEB -> new OverWebSocket(RawWebSocket.connect(attacker));
        };
    stream.start(token);
    return stream;
  }

  private void start(String token) throws IOException, InterruptedException {
    send(ClientFrame.newBuilder().setStart(StartRequest.newBuilder().setToken(token)).build());
    connection.flush();
  }

  /// Sends a request as soon as the server takes it.
  abstract void send(ClientFrame request) throws IOException, InterruptedException;

  RawConnection connection() {
    return connection;
  }

  /// The number of answered requests, `start` included.
  int answers() {
    return answers.get();
  }

  Refusals refusals() {
    return refusals;
  }

  private static final class OverGrpc extends ApiStream {
    private final RawHttp2 client;
    private final ByteArrayOutputStream buffered = new ByteArrayOutputStream();

    OverGrpc(RawHttp2 client, int windowBytes) throws IOException {
      super(client.connection());
      this.client = client;
      client.onData(this::takeData);
      if (windowBytes > RawHttp2.WINDOW_BYTES) {
        client.windowUpdate(0, windowBytes - RawHttp2.WINDOW_BYTES);
      }
      client.open(1, RawHttp2.post(CONNECT, "application/grpc"));
    }

    @Override
    void send(ClientFrame request) throws IOException, InterruptedException {
      client.message(request.toByteArray());
    }

    private void takeData(byte[] data) throws IOException {
      buffered.writeBytes(data);
      ByteBuffer in = ByteBuffer.wrap(buffered.toByteArray());
      while (in.remaining() >= 5 && in.remaining() >= 5 + in.getInt(in.position() + 1)) {
        byte[] message = new byte[in.getInt(in.position() + 1)];
        in.position(in.position() + 5).get(message);
        ServerFrame frame = ServerFrame.parseFrom(message);
        if (frame.hasReply()) {
          super.refusals.find(frame.getReply());
          super.answers.incrementAndGet();
        }
      }
      buffered.reset();
      buffered.write(in.array(), in.position(), in.remaining());
    }
  }

  private static final class OverWebSocket extends ApiStream {
    private static final JsonFormat.Printer JSON =
        JsonFormat.printer().omittingInsignificantWhitespace();

    private final RawWebSocket client;

    OverWebSocket(RawWebSocket client) {
      super(client.connection());
      this.client = client;
      client.onText(this::takeText);
    }

    @Override
    void send(ClientFrame request) throws IOException {
      client.text(JSON.print(request));
    }

    private void takeText(String json) {
      if (json.startsWith("{\"reply\"")) {
        super.refusals.find(json);
        super.answers.incrementAndGet();
      }
    }
  }
}
