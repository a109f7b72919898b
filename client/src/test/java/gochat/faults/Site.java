package gochat.faults;

import gochat.client.Surroundings;
import gochat.faults.Fault.Outcome;
import gochat.grpc.LoopbackProxy;
import gochat.system.Network;
import gochat.system.SystemRun;
import java.io.IOException;
import java.util.List;

/// A part of the machine that can fail, with the server that runs on it.
interface Site extends AutoCloseable {
  default Surroundings surroundings() {
    return Surroundings.USUAL;
  }

  default Network network() {
    return LoopbackProxy::new;
  }

  /// The faults of one round, in order.
  List<Fault<Outcome>> faults();

  /// Called once the run has its devices, before the first fault.
  default void prepare(SystemRun run) throws IOException {}

  /// Called after a fault has ended, and the server runs again if it did not go on.
  default void ended(SystemRun run) {}

  /// Whether all clients that the fault drove away are back after `since`.
  default boolean isBack(SystemRun run, long since) {
    return true;
  }

  @Override
  void close() throws IOException;
}
