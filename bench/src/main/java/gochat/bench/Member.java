package gochat.bench;

import gochat.bench.wire.Client;
import gochat.bench.wire.Connection;
import gochat.bench.wire.Protocol;
import gochat.bench.wire.Stamp;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// One user in a run, on a connection of its own: it checks what it receives and may be a sender.
final class Member implements Connection.Listener {
  private static final int EXAMPLE_BYTES_MAX = 80;

  private final Load load;
  private final String name;
  private final Connection connection;
  private final Hearing hearing;
  private final SequenceCheck check;
  private boolean registered;
  private boolean stalled;

  // Those whose messages wait until the connection takes more.
  private final ArrayDeque<Sender> held = new ArrayDeque<>();

  // Who hears of it when this member's messages were stored.
  private @Nullable Sender answered;

  Member(Load load, Protocol protocol, Client client, Hearing hearing) {
    this.load = load;
    this.name = client.name();
    this.hearing = hearing;
    check = new SequenceCheck(hearing.count());
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

  Hearing hearing() {
    return hearing;
  }

  /// Whether the server knows this member, as it confirmed or a probe has shown.
  boolean registered() {
    return registered;
  }

  /// Lets `sender` go on when the connection takes more.
  void hold(Sender sender) {
    held.add(sender);
  }

  /// Tells `sender`, who alone sends by this connection, what is answered.
  void answer(Sender sender) {
    answered = sender;
  }

  boolean stalled() {
    return stalled;
  }

  /// Stops reading. Nobody waits for this member's copies from then on.
  void stall() {
    stalled = true;
    connection.read(false);
  }

  void readAgain() {
    connection.read(true);
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
        || !hearing.contains(from)) {
      unexpected(in, offset, length);
    } else {
      int sequence = Stamp.sequenceOf(origin);
      check.received(hearing.slot(from), sequence);
      load.received(from, sequence, Stamp.timeNs(in, offset), stalled);
    }
  }

  private void unexpected(ByteBuf in, int offset, int length) {
    int shown = Math.min(length, EXAMPLE_BYTES_MAX);
    load.tally()
        .unexpected(
            "%s got %d bytes that are not for it: %s"
                .formatted(name, length, in.toString(offset, shown, StandardCharsets.UTF_8)));
  }

  @Override
  public void onReadEnd() {
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
    load.tally().connectionLost(name + ": " + reason);
  }
}
