package gochat.system;

import java.util.SplittableRandom;

/// What one client does, step by step: all of it follows from the seed, however long it goes on.
final class Script {
  private static final int PAUSE_MS_MAX = 60;

  private final SplittableRandom random;

  Script(long seed) {
    random = new SplittableRandom(seed);
  }

  /// How long to wait before the next step: mostly a moment, so that steps also come at once.
  int pauseMs() {
    return random.nextInt(3) == 0 ? random.nextInt(PAUSE_MS_MAX) : 0;
  }

  Step next() {
    int choice = random.nextInt(1_000);
    if (choice < 500) {
      return new Step.Say(number(), random.nextInt(40) == 0);
    }
    if (choice < 550) {
      return new Step.React(number(), random.nextInt(20));
    }
    if (choice < 560) {
      return new Step.Unreact(random.nextInt(10));
    }
    if (choice < 580) {
      return new Step.SetTopic(number(), random.nextInt(4) == 0);
    }
    if (choice < 640) {
      return new Step.Repeat(random.nextInt(20), random.nextInt(4) == 0);
    }
    if (choice < 690) {
      return new Step.Edit(random.nextInt(20));
    }
    if (choice < 715) {
      return new Step.Delete(random.nextInt(20));
    }
    if (choice < 725) {
      return new Step.Sweep(number(), random.nextInt(20));
    }
    if (choice < 790) {
      return new Step.Enter(number(), number());
    }
    if (choice < 820) {
      return new Step.Exit(number(), number());
    }
    if (choice < 890) {
      return new Step.MarkRead(number(), random.nextInt(5));
    }
    if (choice < 940) {
      return new Step.ReadPage(number());
    }
    if (choice < 980) {
      return new Step.Whisper(number());
    }
    return switch (random.nextInt(8)) {
      case 0, 1, 2 -> new Step.Cut();
      case 3, 4 -> new Step.Freeze(random.nextInt(2_000));
      case 5, 6 -> new Step.Dawdle(random.nextInt(3_000));
      default -> new Step.Crash();
    };
  }

  private int number() {
    return random.nextInt(Integer.MAX_VALUE);
  }
}
