package gochat.journal;

import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every backend answers as the fakes do, whatever happened before.
public abstract class RandomWalkContract extends BackendContract {
  private static final int STEPS = 200;

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 10);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void everyAnswerIsThatOfTheFake(long seed) {
    RandomWalk walk = new RandomWalk(seed, this::backend);
    for (int step = 0; step < STEPS; step++) {
      walk.act();
      walk.ask();
      if (step % 50 == 25) {
        reopen();
      }
    }
    walk.askEverything();
  }
}
