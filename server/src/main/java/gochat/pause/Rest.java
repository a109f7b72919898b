package gochat.pause;

import java.time.Duration;

/// A rest between two pieces of work. For one thread.
@FunctionalInterface
public interface Rest {
  /// @throws RuntimeException to end the work
  void take();

  /// A rest as long as the work before it, so that others come first. The work begins with this
  /// call.
  static Rest asLongAsWork(Pause pause) {
    return new Rest() {
      private long beganNanos = System.nanoTime();

      @Override
      public void take() {
        pause.pause(Duration.ofNanos(System.nanoTime() - beganNanos));
        beganNanos = System.nanoTime();
      }
    };
  }

  /// No rest, for data that nobody else uses. The work can be ended all the same.
  static Rest none(Pause pause) {
    return () -> pause.pause(Duration.ZERO);
  }
}
