package gochat.bench;

import java.util.List;

/// The faults that a run has found.
///
/// @param deliveries all arrived messages, also before and after the measured time
/// @param lost missing deliveries, and missing replies to senders that wait for them
/// @param unexpected messages that were not sent to their receiver
/// @param examples the first few unexpected messages and lost connections, in words
record Verdict(
    long deliveries,
    long lost,
    long doubled,
    long reordered,
    long unexpected,
    int connectionsLost,
    List<String> examples) {
  static Verdict of(Load load, List<Member> members) {
    Counters counters = load.counters();
    return new Verdict(
        counters.delivered(),
        members.stream().mapToLong(member -> lost(load, member)).sum() + unanswered(load),
        members.stream().mapToLong(member -> member.check().doubled()).sum(),
        members.stream().mapToLong(member -> member.check().reordered()).sum()
            + load.senders().stream().mapToLong(Sender::repliesReordered).sum(),
        counters.unexpected(),
        counters.connectionsLost(),
        List.copyOf(counters.examples()));
  }

  /// The number of messages to `member` that have not arrived.
  static long lost(Load load, Member member) {
    SenderRange senderRange = member.senderRange();
    long lost = 0;
    for (int slot = 0; slot < senderRange.count(); slot++) {
      lost += member.check().lost(slot, load.senders().get(senderRange.sender(slot)).sent());
    }
    return lost;
  }

  /// The number of messages that the server has not confirmed as stored, if it confirms them.
  static long unanswered(Load load) {
    return load.senders().stream().mapToLong(Sender::unanswered).sum();
  }

  long violations() {
    return lost + doubled + reordered + unexpected + connectionsLost;
  }
}
