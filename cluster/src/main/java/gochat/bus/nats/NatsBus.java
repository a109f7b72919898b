package gochat.bus.nats;

import gochat.bus.Bus;
import gochat.bus.BusException;
import gochat.bus.link.LinkedBus;
import gochat.bus.link.Numbering;

/// A bus over servers of NATS 2.9 or later.
public final class NatsBus {
  private NatsBus() {}

  /// Connects, or goes on trying when no server can be reached.
  ///
  /// @param prefix of all subjects, which sets this cluster apart from others on the same NATS; the
  ///   credentials need the right to publish and subscribe to `PREFIX.>`
  /// @throws BusException when no server lets this node in
  public static Bus open(NatsConfig config, String prefix) {
    return LinkedBus.open(new NatsEngine(config, prefix, new Numbering()));
  }
}
