package gochat.bench.attack;

import java.io.IOException;

/// Sends HTTP/1.1 bodies in chunks of one byte; they stay within the limit and do not end.
final class TinyChunks extends WebAttack {
  private static final int CONNECTIONS = 3;
  private static final int CHUNKS = 200_000;
  private static final int STRIKE_MS = 3_000;

  TinyChunks() {
    super(Defence.HELD, "A body costs the memory of its bytes, whatever the number of its chunks.");
  }

  @Override
  public Result strike(Attacker attacker) throws IOException, InterruptedException {
    for (int i = 0; i < CONNECTIONS; i++) {
      RawHttp1 client = RawHttp1.connect(attacker);
      client.write(RawHttp1.postInChunks(Requests.SIGN_IN));
      var _ =
          attacker.press(client.connection(), CHUNKS, STRIKE_MS, _ -> client.write("1\r\n \r\n"));
    }
    return attacker.hold();
  }
}
