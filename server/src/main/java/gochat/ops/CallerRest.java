package gochat.ops;

import gochat.transfer.Rest;
import java.time.Duration;

/// Ends the work when its caller goes; in a running server it also rests as long as the work before
/// it took. For one thread.
final class CallerRest implements Rest {
  private final Caller caller;
  private final boolean isResting;
  private long beganNanos = System.nanoTime();

  CallerRest(ServerData data, Caller caller) {
    this.caller = caller;
    isResting = data.isInUse();
  }

  /// @throws CallerGone when the command is to end
  @Override
  public void take() {
    if (isResting) {
      caller.pause(Duration.ofNanos(System.nanoTime() - beganNanos));
    } else {
      caller.check();
    }
    beganNanos = System.nanoTime();
  }
}
