package gochat.faults;

import static org.awaitility.Awaitility.await;

import gochat.client.Surroundings;
import gochat.faults.Fault.Outcome;
import gochat.system.SystemRun;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// A server with a thousand clients that all come back at once.
final class Crowd implements Site {
  private static final int SIZE = 1_000;

  @Override
  public Surroundings surroundings() {
    return Surroundings.USUAL.withOptions("--stream-per-account-max=" + 2 * SIZE);
  }

  @Override
  public List<Fault<Outcome>> faults() {
    return List.of(
        new Fault<>(
            "return of 1,000 clients",
            "`kill -9`; all clients connect again without a back-off",
            Outcome.ENDS,
            () -> {},
            () -> {}));
  }

  @Override
  public void prepare(SystemRun run) throws IOException {
    run.addCrowd(SIZE);
    await().atMost(Duration.ofMinutes(1)).until(() -> run.isCrowdBack(0));
  }

  @Override
  public boolean isBack(SystemRun run, long since) {
    return run.isCrowdBack(since);
  }

  @Override
  public void close() {}
}
