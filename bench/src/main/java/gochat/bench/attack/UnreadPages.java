package gochat.bench.attack;

import java.io.IOException;

/// Requests the page again and again on one connection, and reads nothing.
final class UnreadPages extends WebAttack {
  private static final int TURNS = 20_000;
  private static final int STRIKE_MS = 600;

  UnreadPages() {
    super(Defence.HELD, "The server stops reading from a connection that does not read.");
  }

  @Override
  public Result strike(Attacker attacker) throws IOException, InterruptedException {
    RawHttp1 client = RawHttp1.connectUnread(attacker);
    return attacker.press(
        client.connection(),
        TURNS,
        STRIKE_MS,
        _ -> client.write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"));
  }
}
