package gochat.bench.attack;

import gochat.v1.ClientFrame;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/// A user with a token that sends the same request again and again on one stream.
abstract class ApiFlood extends Attack {
  /// A stream that is held back has less than half of its answers by then.
  private static final int HELD_MS = 600;

  /// Long enough for the server to refuse on a busy machine; usually it refuses soon.
  private static final int REFUSED_MS = 5_000;

  private static final int POLL_MS = 5;

  private final int turns;
  private final String reason;

  private ApiFlood(Defence defence, int turns, String reason, String sentence) {
    super(defence, sentence);
    this.turns = turns;
    this.reason = reason;
  }

  /// A flood that is held back.
  ApiFlood(int turns, String sentence) {
    this(Defence.HELD, turns, "", sentence);
  }

  /// A flood that is refused.
  ///
  /// @param reason of the refusal, such as `BUSY`
  ApiFlood(int turns, String reason, String sentence) {
    this(Defence.REFUSED, turns, reason, sentence);
  }

  /// Makes the request of each turn.
  @FunctionalInterface
  interface Script {
    /// @param turn from 0 on
    ClientFrame.Builder request(int turn);
  }

  /// Creates what the requests refer to.
  abstract Script script(Attacker attacker) throws IOException, InterruptedException;

  @Override
  public final void prepare(Attacker attacker) throws IOException, InterruptedException {
    attacker.user();
  }

  @Override
  public final Result strike(Attacker attacker) throws IOException, InterruptedException {
    Script script = script(attacker);
    ApiStream stream = ApiStream.open(attacker, attacker.user().token());
    int strikeMs = defence() == Defence.HELD ? HELD_MS : REFUSED_MS;
    long endNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(strikeMs);
    Result written =
        attacker.press(
            stream.connection(),
            turns,
            strikeMs,
            turn -> stream.send(script.request(turn).setId(turn + 1L).build()));
    while (stream.answers() <= turns && System.nanoTime() < endNanos) {
      Thread.sleep(POLL_MS);
    }
    Refusals refusals = stream.refusals();
    String detail =
        "%d of %d answered, %d refused %s"
            .formatted(stream.answers() - 1, turns, refusals.count(), refusals.reasons());
    if (written.defence() == Defence.CLOSED) {
      return new Result(Defence.CLOSED, detail);
    }
    if (refusals.reasons().contains(reason)) {
      return new Result(Defence.REFUSED, detail);
    }
    boolean isHeld = refusals.count() == 0 && stream.answers() <= turns / 2;
    return new Result(isHeld ? Defence.HELD : Defence.SERVED, detail);
  }
}
