package gochat.bench.attack;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Sends JSON of 100,000 nested objects and lists over a WebSocket.
final class DeepJsonText extends WebAttack {
  private static final int DEPTH = 100_000;
  private static final int ANSWER_MS = 5_000;

  DeepJsonText() {
    super(Defence.REFUSED, "A JSON text that is too deep is refused with a sentence.");
  }

  @Override
  public Result strike(Attacker attacker) throws IOException, InterruptedException {
    RawWebSocket client = RawWebSocket.connect(attacker);
    CompletableFuture<String> answer = new CompletableFuture<>();
    client.onText(answer::complete);
    client.text("{\"a\":".repeat(DEPTH / 2) + "[".repeat(DEPTH / 2));
    client.connection().flush();
    try {
      String text = answer.get(ANSWER_MS, TimeUnit.MILLISECONDS);
      return new Result(text.contains("\"error\"") ? Defence.REFUSED : Defence.SERVED, text);
    } catch (ExecutionException | TimeoutException e) {
      return new Result(Defence.SERVED, "no answer " + client.closeReason());
    }
  }
}
