package gochat.bus.link;

import gochat.bus.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// The open questions of this node. For any thread.
final class Questions {
  /// @param number in this process
  record Question(long number, CompletableFuture<Answer> answer) {}

  private static final int OPEN_MAX = 16_384;

  private final AtomicLong numbers = new AtomicLong();
  private final Map<Long, CompletableFuture<Answer>> open = new ConcurrentHashMap<>();

  /// Beyond 16,384 open questions it has ended: nobody is there.
  Question add(Duration within) {
    long number = numbers.incrementAndGet();
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    if (open.size() >= OPEN_MAX) {
      answer.complete(new Answer.Nobody());
      return new Question(number, answer);
    }
    open.put(number, answer);
    answer.completeOnTimeout(new Answer.Silence(), within.toNanos(), TimeUnit.NANOSECONDS);
    return new Question(number, answer.whenComplete((_, _) -> open.remove(number)));
  }

  boolean isOpen(long number) {
    return open.containsKey(number);
  }

  /// @return whether it was open
  boolean end(long number, Answer answer) {
    CompletableFuture<Answer> future = open.get(number);
    return future != null && future.complete(answer);
  }

  void endAll() {
    for (CompletableFuture<Answer> future : List.copyOf(open.values())) {
      future.complete(new Answer.Silence());
    }
  }
}
