package gochat.bench;

import gochat.bench.wire.Connection;
import gochat.bench.wire.Envelope;
import io.netty.buffer.ByteBuf;

/// One who sends: as many messages as it is allowed, as soon as the connection takes them.
final class Sender {
  private final Load load;
  private final Connection connection;
  private final int index;
  private final Envelope envelope;

  // How many receivers a message on its way has reached, at its sequence modulo the length.
  private final int[] reached;
  private int audience;

  private int allowed;
  private int sent;

  /// @param inFlightMax the most messages on their way that are followed
  Sender(Load load, Connection connection, int index, Envelope envelope, int inFlightMax) {
    this.load = load;
    this.connection = connection;
    this.index = index;
    this.envelope = envelope;
    reached = new int[Integer.highestOneBit(Math.max(1, inFlightMax)) << 1];
  }

  int index() {
    return index;
  }

  int sent() {
    return sent;
  }

  /// @param audience how many receivers a message must reach to be done
  void open(int audience, int inFlight) {
    this.audience = audience;
    allow(inFlight);
  }

  void allow(int messages) {
    allowed += messages;
  }

  /// A message of this sender has reached one more of its audience.
  ///
  /// @return whether it has reached all
  boolean reached(int sequence) {
    int slot = sequence & (reached.length - 1);
    if (++reached[slot] < audience) {
      return false;
    }
    reached[slot] = 0;
    return true;
  }

  void pump() {
    int count = Math.min(allowed - sent, connection.sendable(envelope));
    if (count <= 0 || load.stopped()) {
      return;
    }
    ByteBuf out = connection.buffer(count * envelope.bytes());
    for (int i = 0; i < count; i++) {
      envelope.write(out, index, sent, load.sendTimeNs(index, sent));
      sent++;
    }
    connection.send(out, envelope, count);
  }
}
