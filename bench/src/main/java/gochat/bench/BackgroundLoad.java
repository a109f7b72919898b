package gochat.bench;

import gochat.bench.wire.Audience;
import gochat.bench.wire.Protocol;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/// Ordinary clients of several protocols, all in one room, who chat while something else happens to
/// their server. Its methods are called by one thread and wait there.
final class BackgroundLoad implements AutoCloseable {
  private static final int CONTENT_BYTES = 100;
  private static final int SENDERS_EACH = 2;
  private static final int POLL_MS = 2;

  private final Transport transport;
  private final Load load;
  private final List<Crowd> crowds = new ArrayList<>();

  private BackgroundLoad(Transport transport, Load load) {
    this.transport = transport;
    this.load = load;
  }

  /// Connects the clients and lets them chat.
  ///
  /// @param targets one server, by the protocols that its clients speak
  /// @param clients for each target, at least 3
  /// @param perSecond messages of all together
  static BackgroundLoad start(List<Target> targets, int clients, double perSecond)
      throws InterruptedException, LoadException {
    Transport transport = new Transport(targets.getFirst());
    int senders = SENDERS_EACH * targets.size();
    Load load =
        new Load(transport, new Pace.Rate(perSecond), Load.Done.RECEIVED, senders, CONTENT_BYTES);
    BackgroundLoad background = new BackgroundLoad(transport, load);
    try {
      for (Target target : targets) {
        background.enter(target, clients, senders);
      }
      transport.run(() -> load.start(background.members()));
    } catch (LoadException e) {
      background.close();
      throw e;
    }
    return background;
  }

  private void enter(Target target, int clients, int senders)
      throws InterruptedException, LoadException {
    Crowd crowd = new Crowd(transport.to(target), load, target.protocol());
    crowds.add(crowd);
    Audience.Room room = crowd.room();
    for (int i = 0; i < SENDERS_EACH; i++) {
      int index = load.senders().size();
      boolean hearsItself = target.protocol().senderHears() == Protocol.SenderHears.EVERYTHING;
      load.add(
          crowd.add(
              crowd.newClient(room),
              hearsItself ? Hearing.all(senders) : Hearing.allBut(index, senders)),
          room);
    }
    for (int i = SENDERS_EACH; i < clients; i++) {
      crowd.add(crowd.newClient(room), Hearing.all(senders));
    }
    crowd.enter(0);
  }

  private List<Member> members() {
    return crowds.stream().flatMap(crowd -> crowd.members().stream()).toList();
  }

  /// The latencies of what arrives from now on for so long.
  Histogram measure(Duration time) throws InterruptedException, LoadException {
    transport.run(() -> {
      load.tally().latencyNs().reset();
      load.tally().record(true);
    });
    Thread.sleep(time);
    return transport.call(() -> {
      load.tally().record(false);
      return load.tally().latencyNs().copy();
    });
  }

  /// Waits for a moment at which all that was sent has arrived, and gives the verdict then.
  ///
  /// @param patience after which what is missing counts as lost
  Verdict verdict(Duration patience) throws InterruptedException, LoadException {
    long endNanos = System.nanoTime() + patience.toNanos();
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
