package gochat.store;

import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every backend answers as the one in memory does, whatever happened before.
abstract class RandomWalkContract extends PortContract {
  RandomWalkContract(StoreContract backend) {
    super(backend);
  }

  private static final int STEPS = 200;

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 10);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void everyAnswerIsThatOfTheStoreInMemory(long seed) {
    RandomWalk walk = new RandomWalk(seed, this::store);
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
