package gochat.bench;

import gochat.bench.wire.Destination;
import gochat.bench.wire.Protocol;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/// Ordinary clients of several protocols that chat in one room while a test does something to their
/// server. One thread calls its methods, which block.
final class BackgroundLoad implements AutoCloseable {
  private static final int CONTENT_BYTES = 100;
  private static final int SENDERS_EACH = 2;
  private static final int POLL_MS = 2;

  private final Transport transport;
  private final Load load;
  private final List<Members> groups = new ArrayList<>();

  private BackgroundLoad(Transport transport, Load load) {
    this.transport = transport;
    this.load = load;
  }

  /// Connects the clients and lets them chat.
  ///
  /// @param targets one server, by the protocols that its clients speak
  /// @param clients for each target, at least 3
  /// @param perSecond messages of all clients together
  static BackgroundLoad start(List<Target> targets, int clients, double perSecond)
      throws InterruptedException, LoadException {
    Transport transport = new Transport(targets.getFirst());
    int senders = SENDERS_EACH * targets.size();
    Load load =
        new Load(transport, new Pace.Rate(perSecond), Load.Done.RECEIVED, senders, CONTENT_BYTES);
    BackgroundLoad background = new BackgroundLoad(transport, load);
    try {
      for (Target target : targets) {
        background.connect(target, clients, senders);
      }
      transport.run(() -> load.start(background.members()));
    } catch (LoadException e) {
      background.close();
      throw e;
    }
    return background;
  }

  private void connect(Target target, int clients, int senders)
      throws InterruptedException, LoadException {
    Members members = new Members(transport.to(target), load, target.protocol());
    groups.add(members);
    Destination.Room room = members.room();
    for (int i = 0; i < SENDERS_EACH; i++) {
      int index = load.senders().size();
      boolean receivesItsOwn =
          target.protocol().senderReceives() == Protocol.SenderReceives.EVERYTHING;
      load.add(
          members.add(
              members.newClient(room),
              receivesItsOwn ? SenderRange.all(senders) : SenderRange.allBut(index, senders)),
          room);
    }
    for (int i = SENDERS_EACH; i < clients; i++) {
      members.add(members.newClient(room), SenderRange.all(senders));
    }
    members.connect(0);
  }

  private List<Member> members() {
    return groups.stream().flatMap(members -> members.all().stream()).toList();
  }

  /// The latencies of messages that arrive within `time` from now.
  Histogram measure(Duration time) throws InterruptedException, LoadException {
    transport.run(() -> {
      load.counters().latencyNs().reset();
      load.counters().record(true);
    });
    Thread.sleep(time);
    return transport.call(() -> {
      load.counters().record(false);
      return load.counters().latencyNs().copy();
    });
  }

  /// Waits until all sent messages have arrived, and returns the verdict.
  ///
  /// @param drainTimeout time after which missing messages count as lost
  Verdict verdict(Duration drainTimeout) throws InterruptedException, LoadException {
    long endNanos = System.nanoTime() + drainTimeout.toNanos();
    Verdict verdict = transport.call(() -> Verdict.of(load, members()));
    while (verdict.lost() > 0 && System.nanoTime() < endNanos) {
      Thread.sleep(POLL_MS);
      verdict = transport.call(() -> Verdict.of(load, members()));
    }
    return verdict;
  }

  /// Ends all connections; none counts as lost.
  @Override
  public void close() {
    transport
        .loop()
        .execute(() -> {
          load.stop();
          members().forEach(member -> member.connection().close());
        });
    transport.close();
  }
}
