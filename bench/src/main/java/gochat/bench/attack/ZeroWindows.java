package gochat.bench.attack;

import gochat.Gochat.ChatMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Requests many answers and grants no window for them.
final class ZeroWindows extends Attack {
  private static final int CONNECTIONS = 5;
  private static final int STREAMS = 100;

  ZeroWindows() {
    super(
        Defence.HELD, "The queues of streams without a window are bounded, and not kept for long.");
  }

  @Override
  public Result strike(Attacker attacker) throws IOException, InterruptedException {
    List<RawHttp2> clients = new ArrayList<>();
    for (int i = 0; i < CONNECTIONS; i++) {
      RawHttp2 client = RawHttp2.connect(attacker, RawHttp2.INITIAL_WINDOW_SIZE, 0);
      for (int stream = 0; stream < STREAMS; stream++) {
        ask(client, attacker, 2 * stream + 1);
      }
      client.connection().flush();
      clients.add(client);
    }
    for (RawHttp2 client : clients) {
      client.awaitTaken();
    }
    return attacker.hold();
  }

  /// A request for the events of the lobby, or for the page.
  private static void ask(RawHttp2 client, Attacker attacker, int stream) throws IOException {
    switch (attacker.port()) {
      case GRPC -> {
        client.open(stream, Requests.unfinished(Port.GRPC));
        client.frame(
            RawHttp2.DATA,
            0,
            stream,
            RawHttp2.grpcMessage(
                ChatMessage.newBuilder().setUsername(attacker.newName()).build().toByteArray()));
      }
      case WEB ->
          client.frame(
              RawHttp2.HEADERS,
              RawHttp2.END_HEADERS | RawHttp2.END_STREAM,
              stream,
              RawHttp2.headers(
                  ":method", "GET", ":scheme", "http", ":path", "/", ":authority", "localhost"));
    }
  }
}
