package gochat.system;

import java.util.SplittableRandom;

/// The steps of one client, an endless sequence that follows from the seed.
final class Script {
  /// Numbers choose among the rooms, members or messages that there are, whatever their size.
  sealed interface Step {
    record Post(int room, boolean isLong) implements Step {}

    /// Sends an earlier message of the client again, under the same id.
    ///
    /// @param isChanged with another text, which the server has to refuse
    record Repeat(int back, boolean isChanged) implements Step {}

    /// Edits an earlier message of the user.
    record Edit(int back) implements Step {}

    /// Deletes an earlier message of the user.
    record Delete(int back) implements Step {}

    /// Deletes an event of a room, whoever its author is.
    record DeleteInRoom(int room, int back) implements Step {}

    /// Reacts to an event of a room, whoever its author is.
    record React(int room, int back) implements Step {}

    /// Removes a reaction of the client.
    record Unreact(int back) implements Step {}

    /// @param isEmpty whether it removes the topic
    record SetTopic(int room, boolean isEmpty) implements Step {}

    record Enter(int room, int member) implements Step {}

    record Exit(int room, int member) implements Step {}

    record MarkRead(int room, int back) implements Step {}

    record ReadPage(int room) implements Step {}

    record Whisper(int receiver) implements Step {}

    /// The connection breaks.
    record Cut() implements Step {}

    /// The connection carries nothing for a while.
    record Freeze(int ms) implements Step {}

    /// The client reads slowly for a while.
    record ReadSlowly(int ms) implements Step {}

    record Crash() implements Step {}
  }

  private static final int PAUSE_MS_MAX = 60;

  private final SplittableRandom random;

  Script(long seed) {
    random = new SplittableRandom(seed);
  }

  /// The pause before the next step, mostly none.
  int pauseMs() {
    return random.nextInt(3) == 0 ? random.nextInt(PAUSE_MS_MAX) : 0;
  }

  Step next() {
    int choice = random.nextInt(1_000);
    if (choice < 500) {
      return new Step.Post(number(), random.nextInt(40) == 0);
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
      return new Step.DeleteInRoom(number(), random.nextInt(20));
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
      case 5, 6 -> new Step.ReadSlowly(random.nextInt(3_000));
      default -> new Step.Crash();
    };
  }

  private int number() {
    return random.nextInt(Integer.MAX_VALUE);
  }
}
