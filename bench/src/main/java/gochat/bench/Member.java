package gochat.bench;

import gochat.bench.wire.Client;
import gochat.bench.wire.Connection;
import gochat.bench.wire.Protocol;
import gochat.bench.wire.Stamp;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// One user of a run, with its own connection: it checks received messages and may be a sender.
final class Member implements Connection.Listener {
  private static final int EXAMPLE_BYTES_MAX = 80;

  /// Small, so that a slow member does not read many messages at once.
  private static final int SLOW_READ_BYTES = 4 << 10;

  private final Load load;
  private final String name;
  private final Connection connection;
  private final SenderRange senderRange;
  private final SequenceCheck check;
  private boolean registered;
  private boolean isSlow;
  private long received;

  // The number of messages that it may read in all.
  private long allowed = Long.MAX_VALUE;

  // The senders that wait until the connection takes more.
  private final ArrayDeque<Sender> held = new ArrayDeque<>();

  // Gets the replies to this member's messages.
  private @Nullable Sender answered;

  Member(Load load, Protocol protocol, Client client, SenderRange senderRange) {
    this.load = load;
    this.name = client.name();
    this.senderRange = senderRange;
    check = new SequenceCheck(senderRange.count());
    connection = protocol.connection(client, this);
  }

  String name() {
    return name;
  }

  Connection connection() {
    return connection;
  }

  SequenceCheck check() {
    return check;
  }

  SenderRange senderRange() {
    return senderRange;
  }

  /// Whether the server knows this member: it has confirmed it, or a probe has arrived.
  boolean registered() {
    return registered;
  }

  /// Resumes `sender` when the connection takes more.
  void hold(Sender sender) {
    held.add(sender);
  }

  /// Passes replies to `sender`, the only one on this connection.
  void answer(Sender sender) {
    answered = sender;
  }

  /// Whether it is a slow reader: no sender waits for its copies.
  boolean isSlow() {
    return isSlow;
  }

  /// From now on it reads only the allowed number of messages, at first none.
  void readSlowly() {
    isSlow = true;
    received = 0;
    connection.readAtOnce(SLOW_READ_BYTES);
    allow(0);
  }

  /// Lets a slow member read until `messages` have arrived in all.
  void allow(long messages) {
    allowed = messages;
    connection.read(received < allowed);
  }

  void readAgain() {
    connection.readAtOnce(Transport.READ_BYTES);
    allow(Long.MAX_VALUE);
  }

  @Override
  public void onRegistered() {
    registered = true;
  }

  @Override
  public void onReadStart() {
    load.readClock();
  }

  @Override
  public void onContent(ByteBuf in, int offset, int length) {
    if (length < Stamp.BYTES) {
      unexpected(in, offset, length);
      return;
    }
    long origin = Stamp.origin(in, offset);
    int from = Stamp.senderOf(origin);
    if (from == Stamp.PROBE_SENDER) {
      registered = true;
    } else if (from >= load.senderCount()
        || length != load.contentBytes()
        || !senderRange.contains(from)) {
      unexpected(in, offset, length);
    } else {
      int sequence = Stamp.sequenceOf(origin);
      check.received(senderRange.slot(from), sequence);
      received++;
      load.received(from, sequence, Stamp.timeNs(in, offset), isSlow);
    }
  }

  private void unexpected(ByteBuf in, int offset, int length) {
    int shown = Math.min(length, EXAMPLE_BYTES_MAX);
    load.counters()
        .unexpected(
            "%s got %d bytes for another member: %s"
                .formatted(name, length, in.toString(offset, shown, StandardCharsets.UTF_8)));
  }

  @Override
  public void onReadEnd() {
    if (received >= allowed) {
      connection.read(false);
    }
    load.pumpReady();
  }

  @Override
  public void onStored(int request, long seq) {
    if (answered != null) {
      load.stored(answered, request, seq);
    }
  }

  @Override
  public void onSendWindow() {
    if (!held.isEmpty()) {
      load.readClock();
    }
    for (int i = held.size(); i > 0; i--) {
      held.remove().resume();
    }
  }

  @Override
  public void onLost(String reason) {
    load.counters().connectionLost(name + ": " + reason);
  }
}
