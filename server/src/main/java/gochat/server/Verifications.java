package gochat.server;

import gochat.pause.Pause;
import gochat.store.Defect;
import gochat.store.Store;
import gochat.verify.Verifier;
import gochat.verify.Verifier.Extent;
import gochat.verify.Verifier.Mode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Verifies the data of the running server, and remembers the last result. For all threads.
final class Verifications {
  /// @param at the end of the verification
  /// @param defects the number that it found
  record Result(Instant at, long defects) {}

  private final Store store;
  private final InstantSource clock;
  private volatile @Nullable Result last;

  Verifications(Store store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /// See [gochat.ops.ServerData#verify].
  Extent run(Pause pause, Consumer<? super Defect> found) {
    AtomicLong defects = new AtomicLong();
    boolean isWhole = false;
    try {
      Extent extent =
          new Verifier(
                  store,
                  Mode.RUNNING,
                  pause,
                  defect -> {
                    defects.incrementAndGet();
                    found.accept(defect);
                  })
              .run();
      isWhole = true;
      return extent;
    } finally {
      if (isWhole || defects.get() > 0) {
        last = new Result(clock.instant(), defects.get());
      }
    }
  }

  /// The result of the last verification in this run; one that was broken off counts only if it had
  /// found defects.
  Optional<Result> last() {
    return Optional.ofNullable(last);
  }
}
