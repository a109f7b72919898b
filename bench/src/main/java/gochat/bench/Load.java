package gochat.bench;

import gochat.bench.wire.Destination;
import gochat.bench.wire.Envelope;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The senders at their pace, and the counters of their messages. Runs on the event loop.
final class Load {
  /// When a message is done. Reports count and time this event.
  enum Done {
    /// Counted when a receiver has it; done when all reading receivers have it.
    RECEIVED("Delivery", "deliveries"),

    /// When the server has confirmed to the sender that it is stored.
    STORED("Send", "stored");

    private final String singular;
    private final String plural;

    Done(String singular, String plural) {
      this.singular = singular;
      this.plural = plural;
    }

    /// The name of the counted event in reports.
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
  private final Counters counters = new Counters();
  private final List<Sender> senders = new ArrayList<>();
  private final ArrayDeque<Sender> ready = new ArrayDeque<>();

  // Times are nanoseconds since this origin, so that they fit a stamp.
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

  Counters counters() {
    return counters;
  }

  List<Sender> senders() {
    return senders;
  }

  /// The number of sent messages.
  long sent() {
    return senders.stream().mapToLong(Sender::sent).sum();
  }

  boolean stopped() {
    return stopped;
  }

  /// Lets `member` send to `destination`.
  void add(Member member, Destination destination) {
    Envelope envelope = member.connection().envelope(destination, contentBytes);
    SendReplies replies = done == Done.STORED ? new SendReplies() : null;
    Sender sender = new Sender(this, member, senders.size(), envelope, inFlightMax(), replies);
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
    int[] counts = receiverCounts(members);
    senders.forEach(sender -> sender.receiverCount(counts[sender.index()]));
    switch (pace) {
      case Pace.Window(int inFlight) -> {
        for (Sender sender : senders) {
          sender.allow(inFlight);
          sender.pump();
        }
      }
      case Pace.Shared(int inFlight) -> {
        // Spread over the senders, so that they stay apart.
        for (int i = 0; i < inFlight; i++) {
          allow(senders.get((int) ((long) i * senders.size() / inFlight)));
        }
        pumpReady();
      }
      case Pace.Rate rate -> release(rate);
    }
  }

  /// The number of reading members that receive each sender's messages.
  private int[] receiverCounts(List<Member> members) {
    int[] counts = new int[senders.size()];
    for (Member member : members) {
      for (int slot = 0; slot < member.senderRange().count() && !member.isSlow(); slot++) {
        counts[member.senderRange().sender(slot)]++;
      }
    }
    return counts;
  }

  private void allow(Sender sender) {
    sender.allow(1);
    ready.add(sender);
  }

  /// Lets the senders send the messages that are due, in turn, and schedules the next call.
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

  /// The time from which a message's latency counts.
  long sendTimeNs(int sender, int sequence) {
    return switch (pace) {
      case Pace.Window _, Pace.Shared _ -> nowNs;
      case Pace.Rate rate -> dueNs(rate, (long) sequence * senders.size() + sender);
    };
  }

  void stop() {
    stopped = true;
  }

  /// Reads the clock once for all messages of this turn of the loop.
  void readClock() {
    nowNs = System.nanoTime() - originNs;
  }

  void received(int from, int sequence, long sentNs, boolean isSlow) {
    if (done == Done.STORED) {
      return;
    }
    if (isSlow) {
      counters.deliveredLate();
      return;
    }
    counters.delivered(nowNs - sentNs);
    boolean isWindowed = !(pace instanceof Pace.Rate);
    if (isWindowed && senders.get(from).reached(sequence)) {
      done(senders.get(from));
    }
  }

  void stored(Sender sender, int message, long position) {
    long sentNs = sender.answered(message, position);
    if (sentNs == SendReplies.UNEXPECTED) {
      counters.unexpected(
          "sender %d got an unexpected reply to message %d".formatted(sender.index(), message));
      return;
    }
    counters.delivered(nowNs - sentNs);
    done(sender);
  }

  private void done(Sender sender) {
    switch (pace) {
      case Pace.Window _ -> allow(sender);
      case Pace.Shared _ -> allow(senders.get((sender.index() + 1) % senders.size()));
      // It may have waited for replies.
      case Pace.Rate _ -> ready.add(sender);
    }
  }

  void pumpReady() {
    for (Sender sender = ready.poll(); sender != null; sender = ready.poll()) {
      sender.pump();
    }
  }
}
