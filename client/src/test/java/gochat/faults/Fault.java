package gochat.faults;

import java.io.IOException;

/// Something of a machine that fails for a while.
///
/// @param name in words
/// @param making how it is made
/// @param outcome what must happen
record Fault<O extends Fault.Promise>(
    String name, String making, O outcome, Step begins, Step ends) {
  /// What a table says of a fault.
  record Description(String name, String making, String promise) {}

  Description description() {
    return new Description(name, making, outcome.promise());
  }

  interface Promise {
    /// What the server, or the cluster, must do, in words.
    String promise();
  }

  /// A step that changes the machine. It has happened when `run` returns.
  @FunctionalInterface
  interface Step {
    void run() throws IOException, InterruptedException;
  }

  /// What a server must do that meets a fault.
  enum Outcome implements Promise {
    ENDS("The process ends with it. The next start has all that was acknowledged or seen."),
    STOPS(
        "Nothing more is acknowledged, and the server stops with exit code 1. Until the repair a start"
            + " is refused in one line. Then all that was acknowledged or seen is there."),
    MAY_STOP(
        "Reads fail with `STORE_FAILED`, or the server stops with exit code 1, and a start is refused in"
            + " one line. Nobody is told that the data is damaged. Then all that was acknowledged or seen is there."),
    REFUSES_CHANGES(
        "Changes are refused with `DISK_FULL`, or still fit; reads go on. With space, changes work"
            + " again, without a restart."),
    GOES_ON("Nobody notices: order, streams and tokens stay."),
    ENDS_DEAD_STREAMS(
        "The server ends the dead connections within 40 s and says that their users are offline."
            + " Everybody else goes on.");

    private final String promise;

    Outcome(String promise) {
      this.promise = promise;
    }

    @Override
    public String promise() {
      return promise;
    }
  }
}
