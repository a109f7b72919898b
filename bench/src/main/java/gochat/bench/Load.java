package gochat.bench;

import gochat.bench.wire.Audience;
import gochat.bench.wire.Envelope;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The senders at their pace, and what comes of it. All of it runs on the event loop.
final class Load {
  private static final double NS_PER_SECOND = 1e9;

  private final Transport transport;
  private final Pace pace;
  private final int senderCount;
  private final int contentBytes;
  private final Tally tally = new Tally();
  private final List<Sender> senders = new ArrayList<>();
  private final ArrayDeque<Sender> ready = new ArrayDeque<>();

  // Times are nanoseconds since this, so that they fit a stamp.
  private final long originNs = System.nanoTime();
  private long nowNs;
  private long startNs;
  private long released;
  private boolean stopped;

  Load(Transport transport, Pace pace, int senderCount, int contentBytes) {
    this.transport = transport;
    this.pace = pace;
    this.senderCount = senderCount;
    this.contentBytes = contentBytes;
  }

  int senderCount() {
    return senderCount;
  }

  int contentBytes() {
    return contentBytes;
  }

  Tally tally() {
    return tally;
  }

  List<Sender> senders() {
    return senders;
  }

  boolean stopped() {
    return stopped;
  }

  /// Makes `member` a sender.
  void add(Member member, Audience audience) {
    int inFlightMax = pace instanceof Pace.Window(int inFlight) ? inFlight : 0;
    Envelope envelope = member.connection().envelope(audience, contentBytes);
    Sender sender = new Sender(this, member.connection(), senders.size(), envelope, inFlightMax);
    senders.add(sender);
    member.become(sender);
  }

  void start(List<Member> members) {
    readClock();
    startNs = nowNs;
    switch (pace) {
      case Pace.Window(int inFlight) -> {
        for (Sender sender : senders) {
          sender.open(audience(sender, members), inFlight);
          sender.pump();
        }
      }
      case Pace.Rate rate -> release(rate);
    }
  }

  private static int audience(Sender sender, List<Member> members) {
    return (int) members.stream().filter(m -> !m.stalled() && m.hears(sender.index())).count();
  }

  /// Lets the senders send what is due, in turn, and comes back when more is.
  @SuppressWarnings("FutureReturnValueIgnored") // `stop` ends it
  private void release(Pace.Rate rate) {
    if (stopped) {
      return;
    }
    readClock();
    while (dueNs(rate, released) <= nowNs) {
      Sender sender = senders.get((int) (released % senders.size()));
      sender.allow(1);
      ready.add(sender);
      released++;
    }
    pumpReady();
    transport
        .loop()
        .schedule(() -> release(rate), dueNs(rate, released) - nowNs, TimeUnit.NANOSECONDS);
  }

  private long dueNs(Pace.Rate rate, long message) {
    return startNs + (long) (message * NS_PER_SECOND / rate.perSecond());
  }

  /// When a message is taken to be sent.
  long sendTimeNs(int sender, int sequence) {
    return switch (pace) {
      case Pace.Window _ -> nowNs;
      case Pace.Rate rate -> dueNs(rate, (long) sequence * senders.size() + sender);
    };
  }

  void stop() {
    stopped = true;
  }

  /// Takes the time once for all that follows in this turn of the loop.
  void readClock() {
    nowNs = System.nanoTime() - originNs;
  }

  void delivered(int from, int sequence, long sentNs, boolean stalled) {
    tally.delivered(nowNs - sentNs);
    if (pace instanceof Pace.Window && !stalled) {
      Sender sender = senders.get(from);
      if (sender.reached(sequence)) {
        sender.allow(1);
        ready.add(sender);
      }
    }
  }

  void pumpReady() {
    for (Sender sender = ready.poll(); sender != null; sender = ready.poll()) {
      sender.pump();
    }
  }
}
