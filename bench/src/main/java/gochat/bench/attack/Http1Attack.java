package gochat.bench.attack;

import java.io.IOException;

/// An HTTP/1.1 client whose request is refused.
abstract class Http1Attack extends WebAttack {
  private static final int ANSWER_MS = 5_000;
  private static final int POLL_MS = 1;

  Http1Attack(String sentence) {
    super(Defence.REFUSED, sentence);
  }

  /// Writes turn after turn until the server closes or answers.
  final Result write(Attacker attacker, int turns, Turn turn)
      throws IOException, InterruptedException {
    RawHttp1 client = RawHttp1.connect(attacker);
    Result result =
        attacker.press(client.connection(), turns, ANSWER_MS, each -> turn.write(client, each));
    for (int ms = 0; ms < ANSWER_MS && client.status().isEmpty(); ms += POLL_MS) {
      if (client.connection().awaitEnd(POLL_MS)) {
        break;
      }
    }
    if (client.status().startsWith("4")) {
      return new Result(Defence.REFUSED, client.status());
    }
    return new Result(
        client.connection().hasEnded() ? Defence.CLOSED : result.defence(), client.status());
  }

  /// Writes the bytes of one turn.
  @FunctionalInterface
  interface Turn {
    void write(RawHttp1 client, int turn) throws IOException;
  }
}
