package gochat.faults;

import gochat.checker.HistoryRecorder;
import gochat.checker.Operation;
import gochat.checker.Operation.Stored;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/// What the clients of a run have seen. What does not happen in time is a problem of its history.
record Sightings(HistoryRecorder recorder) {
  /// The longest promise is forty seconds; a busy machine gets more.
  static final Duration WAIT_MAX = Duration.ofSeconds(100);

  /// Whether a request that was sent after `since` has such a result.
  boolean isSeen(long since, Predicate<Operation.Result> result) {
    return recorder.hasOperation(each -> each.invokedAt() > since && result.test(each.result()));
  }

  /// Waits until a change that was sent after `since` is stored.
  void awaitChange(String what, long since) {
    await(what, () -> isSeen(since, each -> each instanceof Stored));
  }

  void await(String what, Callable<Boolean> condition) {
    try {
      Awaitility.await(what).atMost(WAIT_MAX).until(condition);
    } catch (ConditionTimeoutException e) {
      recorder.problem(String.valueOf(e.getMessage()));
    }
  }
}
