package gochat.bench.attack;

import java.io.IOException;
import java.util.Set;

/// A client without a token that calls the same method again and again.
abstract class SignInFlood extends WebAttack {
  private static final int ANSWERS_MS = 10_000;
  private static final int POLL_MS = 5;

  private static final String THROTTLED = "THROTTLED";

  private final int turns;

  SignInFlood(int turns, String sentence) {
    super(Defence.REFUSED, sentence);
    this.turns = turns;
  }

  abstract void call(RawHttp1 client, String name, int turn) throws IOException;

  @Override
  public final Result strike(Attacker attacker) throws IOException, InterruptedException {
    RawHttp1 client = RawHttp1.connect(attacker);
    String name = attacker.newName();
    Result written =
        attacker.press(client.connection(), turns, ANSWERS_MS, turn -> call(client, name, turn));
    Set<String> reasons = client.refusals().reasons();
    for (int ms = 0; ms < ANSWERS_MS && !reasons.contains(THROTTLED); ms += POLL_MS) {
      if (client.connection().awaitEnd(POLL_MS) || client.answers() == turns) {
        break;
      }
    }
    String detail = "%d answers, refused: %s".formatted(client.answers(), reasons);
    return new Result(reasons.contains(THROTTLED) ? Defence.REFUSED : written.defence(), detail);
  }
}
