package gochat.pause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RepetitionTest {
  private static final long LONG = TimeUnit.HOURS.toNanos(1);

  private final AtomicInteger begun = new AtomicInteger();
  private final List<String> reported = new CopyOnWriteArrayList<>();

  private Repetition start(long pauseNanos, Repetition.Work work) {
    return Repetition.start(
        "work",
        pauseNanos,
        by -> {
          begun.incrementAndGet();
          work.run(by);
        },
        e -> reported.add(String.valueOf(e.getMessage())));
  }

  @Test
  void workBeginsAtOnceAndAgainAfterAPause() {
    try (Repetition _ = start(LONG, _ -> {})) {
      await().until(() -> begun.get() == 1);
    }
    try (Repetition _ = start(1, _ -> {})) {
      await().until(() -> begun.get() > 10);
    }
  }

  @Test
  void theFirstFailureOfARowIsReported() {
    List<String> failures = List.of("one", "two", "", "three", "four");
    CompletableFuture<Void> done = new CompletableFuture<>();
    try (Repetition _ =
        start(
            1,
            _ -> {
              int time = begun.get() - 1;
              if (time >= failures.size()) {
                done.complete(null);
              } else if (!failures.get(time).isEmpty()) {
                throw new IllegalStateException(failures.get(time));
              }
            })) {
      done.join();
    }
    assertThat(reported).containsExactly("one", "three");
  }

  @Test
  void closingEndsWaitsAndIsNoFailure() {
    for (Repetition.Work wait :
        List.<Repetition.Work>of(
            by -> by.pause(Duration.ofHours(1)), by -> by.await(new CompletableFuture<>()))) {
      AtomicBoolean isOver = new AtomicBoolean();
      int before = begun.get();
      Repetition waiting =
          start(
              1,
              by -> {
                wait.run(by);
                isOver.set(true);
              });
      await().until(() -> begun.get() > before);

      waiting.close();

      assertThat(isOver).isFalse();
    }
    assertThat(reported).isEmpty();
  }
}
