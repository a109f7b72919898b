package gochat.bench.attack;

import java.io.IOException;

/// Sends JSON of 100,000 nested lists.
final class DeepJson extends Http1Attack {
  private static final int DEPTH = 100_000;
  private static final String JSON = "{\"name\":" + "[".repeat(DEPTH);

  DeepJson() {
    super("JSON that is too deep is refused.");
  }

  @Override
  public Result strike(Attacker attacker) throws IOException, InterruptedException {
    return write(attacker, 1, (client, _) -> client.call(Requests.SIGN_IN, JSON));
  }
}
