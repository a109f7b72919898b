package gochat.bench;

import gochat.bench.wire.Audience;
import gochat.bench.wire.Envelope;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The senders at their pace, and what comes of it. All of it runs on the event loop.
final class Load {
  /// When a message is done; that is also what is counted and timed.
  enum Done {
    /// Each time that a receiver has it; altogether when all who read have.
    RECEIVED("Delivery", "deliveries"),

    /// When the server has said to its sender that it is stored.
    STORED("Send", "stored");

    private final String singular;
    private final String plural;

    Done(String singular, String plural) {
      this.singular = singular;
      this.plural = plural;
    }

    /// How reports call what is counted.
    String singular() {
      return singular;
    }

    String plural() {
      return plural;
    }
  }

  private static final double NS_PER_SECOND = 1e9;

  private final Transport transport;
  private final Pace pace;
  private final Done done;
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

  Load(Transport transport, Pace pace, Done done, int senderCount, int contentBytes) {
    this.transport = transport;
    this.pace = pace;
    this.done = done;
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

  /// How many messages have been sent.
  long sent() {
    return senders.stream().mapToLong(Sender::sent).sum();
  }

  boolean stopped() {
    return stopped;
  }

  /// Lets `member` send to `audience`.
  void add(Member member, Audience audience) {
    Envelope envelope = member.connection().envelope(audience, contentBytes);
    Answers answers = done == Done.STORED ? new Answers() : null;
    Sender sender = new Sender(this, member, senders.size(), envelope, inFlightMax(), answers);
    senders.add(sender);
    if (done == Done.STORED) {
      member.answer(sender);
    }
  }

  private int inFlightMax() {
    return switch (pace) {
      case Pace.Window(int inFlight) -> inFlight;
      case Pace.Shared(int inFlight) -> inFlight;
      case Pace.Rate _ -> 0;
    };
  }

  void start(List<Member> members) {
    readClock();
    startNs = nowNs;
    int[] audiences = audiences(members);
    senders.forEach(sender -> sender.audience(audiences[sender.index()]));
    switch (pace) {
      case Pace.Window(int inFlight) -> {
        for (Sender sender : senders) {
          sender.allow(inFlight);
          sender.pump();
        }
      }
      case Pace.Shared(int inFlight) -> {
        // Far from each other, so that they stay apart.
        for (int i = 0; i < inFlight; i++) {
          allow(senders.get((int) ((long) i * senders.size() / inFlight)));
        }
        pumpReady();
      }
      case Pace.Rate rate -> release(rate);
    }
  }

  /// How many members hear each sender and read.
  private int[] audiences(List<Member> members) {
    int[] audiences = new int[senders.size()];
    for (Member member : members) {
      for (int slot = 0; slot < member.hearing().count() && !member.lags(); slot++) {
        audiences[member.hearing().sender(slot)]++;
      }
    }
    return audiences;
  }

  private void allow(Sender sender) {
    sender.allow(1);
    ready.add(sender);
  }

  /// Lets the senders send what is due, in turn, and comes back when more is.
  @SuppressWarnings("FutureReturnValueIgnored") // `stop` ends it
  private void release(Pace.Rate rate) {
    if (stopped) {
      return;
    }
    readClock();
    while (dueNs(rate, released) <= nowNs) {
      allow(senders.get((int) (released % senders.size())));
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
      case Pace.Window _, Pace.Shared _ -> nowNs;
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

  void received(int from, int sequence, long sentNs, boolean lags) {
    if (done == Done.STORED) {
      return;
    }
    if (lags) {
      tally.deliveredLate();
      return;
    }
    tally.delivered(nowNs - sentNs);
    boolean isWindowed = !(pace instanceof Pace.Rate);
    if (isWindowed && senders.get(from).reached(sequence)) {
      done(senders.get(from));
    }
  }

  void stored(Sender sender, int message, long position) {
    long sentNs = sender.answered(message, position);
    if (sentNs == Answers.UNASKED) {
      tally.unexpected("sender %d was answered to message %d".formatted(sender.index(), message));
      return;
    }
    tally.delivered(nowNs - sentNs);
    done(sender);
  }

  private void done(Sender sender) {
    switch (pace) {
      case Pace.Window _ -> allow(sender);
      case Pace.Shared _ -> allow(senders.get((sender.index() + 1) % senders.size()));
      // It may have waited for answers.
      case Pace.Rate _ -> ready.add(sender);
    }
  }

  void pumpReady() {
    for (Sender sender = ready.poll(); sender != null; sender = ready.poll()) {
      sender.pump();
    }
  }
}
