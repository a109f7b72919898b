package gochat.bench.attack;

import java.io.IOException;

/// Sends an HTTP/1.1 request whose head has no end.
final class EndlessHead extends Http1Attack {
  private static final int TURNS = 20_000;

  EndlessHead() {
    super("A request head of more than 16 KiB is refused, and its connection is closed.");
  }

  @Override
  public Result strike(Attacker attacker) throws IOException, InterruptedException {
    return write(
        attacker,
        TURNS,
        (client, turn) ->
            client.write(
                turn == 0
                    ? "GET / HTTP/1.1\r\nHost: localhost\r\n"
                    : "X-" + turn + ": " + "x".repeat(1_000) + "\r\n"));
  }
}
