package gochat.bench.attack;

import java.io.IOException;

/// Sends an HTTP/1.1 body in small chunks without an end.
final class EndlessChunks extends Http1Attack {
  private static final int TURNS = 60_000;

  EndlessChunks() {
    super("A body beyond its limit is refused, and its connection is closed.");
  }

  @Override
  public Result strike(Attacker attacker) throws IOException, InterruptedException {
    return write(
        attacker,
        TURNS,
        (client, turn) ->
            client.write(
                turn == 0
                    ? RawHttp1.postInChunks(Requests.SIGN_IN)
                    : "10\r\n                \r\n"));
  }
}
