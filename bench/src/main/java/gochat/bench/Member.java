package gochat.bench;

import gochat.bench.wire.Client;
import gochat.bench.wire.Connection;
import gochat.bench.wire.Protocol;
import gochat.bench.wire.Stamp;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/// One user in a run, on a connection of its own: it checks what it receives and may be a sender.
final class Member implements Connection.Listener {
  private static final int EXAMPLE_BYTES_MAX = 80;

  private final Load load;
  private final String name;
  private final Connection connection;
  private final IntPredicate hears;
  private final SequenceCheck check;
  private boolean registered;
  private boolean stalled;
  private @Nullable Sender sender;

  /// @param hears whether the messages of the sender with this index are for this member
  Member(Load load, Protocol protocol, Client client, IntPredicate hears) {
    this.load = load;
    this.name = client.name();
    this.hears = hears;
    check = new SequenceCheck(load.senderCount());
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

  boolean hears(int sender) {
    return hears.test(sender);
  }

  /// Whether the server knows this member, as it confirmed or a probe has shown.
  boolean registered() {
    return registered;
  }

  void become(Sender sender) {
    this.sender = sender;
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
    } else if (from >= load.senderCount() || length != load.contentBytes() || !hears.test(from)) {
      unexpected(in, offset, length);
    } else {
      int sequence = Stamp.sequenceOf(origin);
      check.received(from, sequence);
      load.delivered(from, sequence, Stamp.timeNs(in, offset), stalled);
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
  public void onSendWindow() {
    if (sender != null) {
      load.readClock();
      sender.pump();
    }
  }

  @Override
  public void onLost(String reason) {
    load.tally().connectionLost(name + ": " + reason);
  }
}
