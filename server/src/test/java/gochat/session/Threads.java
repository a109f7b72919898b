package gochat.session;

import gochat.checker.HistoryRecorder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// The event loops of a server, and its threads that may wait. A thread that ends hands its results
/// to event loops later, one after the other.
final class Threads {
  /// An event loop.
  private final class Loop extends ArrayDeque<Runnable> implements Executor {
    @Override
    public void execute(Runnable task) {
      if (handedOver == null) {
        add(task);
      } else {
        handedOver.add(() -> add(task));
      }
    }
  }

  private final Random random;
  private final HistoryRecorder recorder;
  private final List<Loop> loops = List.of(new Loop(), new Loop());

  /// Tasks of threads that may wait, none of which has begun.
  private final List<Runnable> waiting = new ArrayList<>();

  /// For each such thread that has ended, the tasks that it has not yet handed to event loops.
  private final List<Deque<Runnable>> late = new ArrayList<>();

  /// The tasks of the thread that runs now; null when none runs.
  private @Nullable Deque<Runnable> handedOver;

  /// @param recorder gets what tasks throw
  Threads(Random random, HistoryRecorder recorder) {
    this.random = random;
    this.recorder = recorder;
  }

  Executor anyLoop() {
    return loops.get(random.nextInt(loops.size()));
  }

  /// Runs a task that may wait.
  void execute(Runnable task) {
    waiting.add(task);
  }

  /// An event loop does one thing, if any has something to do.
  void loopStep() {
    List<Loop> busy = loops.stream().filter(loop -> !loop.isEmpty()).toList();
    if (!busy.isEmpty()) {
      run(busy.get(random.nextInt(busy.size())).remove());
    }
  }

  /// A thread that may wait begins, or hands over a result.
  void waitingStep() {
    if (!waiting.isEmpty() && (late.isEmpty() || random.nextBoolean())) {
      begin(waiting.remove(random.nextInt(waiting.size())));
    } else if (!late.isEmpty()) {
      int any = random.nextInt(late.size());
      late.get(any).remove().run();
      if (late.get(any).isEmpty()) {
        late.remove(any);
      }
    }
  }

  private void begin(Runnable task) {
    Deque<Runnable> handing = new ArrayDeque<>(2);
    handedOver = handing;
    run(task);
    handedOver = null;
    if (!handing.isEmpty()) {
      late.add(handing);
    }
  }

  /// A real server logs what a task throws.
  private void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      recorder.problem("a task failed with " + e);
    }
  }
}
