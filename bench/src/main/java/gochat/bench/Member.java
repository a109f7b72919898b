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

  /// Less than many messages, so that a slow member does not read them all at once.
  private static final int SLOW_READ_BYTES = 4 << 10;

  private final Load load;
  private final String name;
  private final Connection connection;
  private final Hearing hearing;
  private final SequenceCheck check;
  private boolean registered;
  private boolean lags;
  private long received;

  // How many messages it reads before it waits for more to be allowed.
  private long allowed = Long.MAX_VALUE;

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

  /// Whether it reads less than is sent: nobody waits for its copies.
  boolean lags() {
    return lags;
  }

  /// Reads only what is allowed from now on, and nothing at first.
  void lag() {
    lags = true;
    received = 0;
    connection.readAtOnce(SLOW_READ_BYTES);
    allow(0);
  }

  /// Lets a member that lags read until so many messages have come in all.
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
        || !hearing.contains(from)) {
      unexpected(in, offset, length);
    } else {
      int sequence = Stamp.sequenceOf(origin);
      check.received(hearing.slot(from), sequence);
      received++;
      load.received(from, sequence, Stamp.timeNs(in, offset), lags);
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
    load.tally().connectionLost(name + ": " + reason);
  }
}
