package gochat.bench;

import gochat.bench.wire.Client;
import gochat.bench.wire.Connection;
import gochat.bench.wire.Destination;
import gochat.bench.wire.Envelope;
import gochat.bench.wire.Protocol;
import gochat.bench.wire.Stamp;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/// The members of a run: connects and registers them.
///
/// The thread that runs the load calls its methods, which block.
final class Members {
  private static final int CONNECTING_MAX = 64;
  private static final int POLL_MS = 10;
  private static final int PROBE_AFTER_MS = 300;
  private static final int REGISTRATION_TIMEOUT_MS = 30_000;

  private final Transport transport;
  private final Load load;
  private final Protocol protocol;

  // Two runs at one server must not share names.
  private final String namePrefix = "b" + Long.toString(System.nanoTime() & 0xFFFF_FFFFL, 36) + "-";
  private final List<Member> members = new ArrayList<>();
  private int probes;

  Members(Transport transport, Load load, Protocol protocol) {
    this.transport = transport;
    this.load = load;
    this.protocol = protocol;
  }

  /// The one room of the run.
  Destination.Room room() {
    return protocol.commonRoom(namePrefix + "room");
  }

  /// The next member, which follows these.
  Client newClient(Destination... follows) {
    return new Client(newName(), List.of(follows));
  }

  /// The next member, which can receive private messages.
  Client newClientWithInbox() {
    return newClient(new Destination.User(newName()));
  }

  private String newName() {
    return namePrefix + members.size();
  }

  /// All members, in the order in which they were added.
  List<Member> all() {
    return members;
  }

  Protocol protocol() {
    return protocol;
  }

  /// Adds a member, not yet connected.
  Member add(Client client, SenderRange senderRange) {
    Member member = new Member(load, protocol, client, senderRange);
    members.add(member);
    return member;
  }

  /// Connects the members from index `first` on, and waits until the server knows all members.
  void connect(int first) throws InterruptedException, LoadException {
    ArrayDeque<ChannelFuture> connecting = new ArrayDeque<>();
    for (int i = first; i < members.size(); i++) {
      if (connecting.size() == CONNECTING_MAX) {
        await(connecting.remove());
      }
      connecting.add(transport.connect(i, members.get(i).connection()));
    }
    for (ChannelFuture future : connecting) {
      await(future);
    }
    awaitRegistered();
  }

  private static void await(ChannelFuture future) throws InterruptedException, LoadException {
    if (!future.await().isSuccess()) {
      throw new LoadException("No connection: " + future.cause().getMessage());
    }
  }

  /// If the server confirms no registration, the first member sends probes until all others have
  /// received one: a received message shows with every protocol that the server knows its receiver.
  private void awaitRegistered() throws InterruptedException, LoadException {
    long registered = -1;
    int idleMs = 0;
    while (true) {
      long before = registered;
      registered = transport.call(this::registered);
      if (registered == members.size()) {
        return;
      }
      idleMs = registered > before ? 0 : idleMs + POLL_MS;
      if (idleMs > REGISTRATION_TIMEOUT_MS) {
        throw new LoadException(
            "Only %d of %d streams are registered after %d s"
                .formatted(registered, members.size(), REGISTRATION_TIMEOUT_MS / 1000));
      }
      if (!protocol.confirmsRegistration() && idleMs % PROBE_AFTER_MS == 0) {
        transport.call(this::probe);
      }
      Thread.sleep(POLL_MS);
    }
  }

  private long registered() throws LoadException {
    if (load.counters().connectionsLost() > 0) {
      throw new LoadException(
          "A stream ended while it was registered: " + load.counters().examples());
    }
    if (protocol.confirmsRegistration()) {
      return members.stream().filter(Member::registered).count();
    }
    // The first member gets no probe; but the probes of the others show that it is registered.
    return members.stream().skip(1).filter(Member::registered).count() + 1;
  }

  private int probe() {
    Connection connection = members.getFirst().connection();
    Envelope probe = connection.envelope(room(), Stamp.BYTES);
    if (connection.sendable(probe) > 0) {
      ByteBuf out = connection.buffer(probe.bytes());
      probe.write(out, Stamp.PROBE_SENDER, probes, 0);
      connection.send(out, probe, 1);
    }
    return ++probes;
  }

  /// Ends all connections; none counts as lost.
  void disconnect() throws InterruptedException, LoadException {
    transport.run(() -> members.forEach(member -> member.connection().close()));
  }
}
