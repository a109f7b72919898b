package gochat.bench;

import java.util.List;

/// What went wrong in a run, if anything.
///
/// @param deliveries all that arrived, also before and after the measured time
/// @param lost deliveries, and answers to senders who need them, that never came
/// @param unexpected messages that nobody sent to their receiver
/// @param examples the first few surprises in words
record Verdict(
    long deliveries,
    long lost,
    long doubled,
    long reordered,
    long unexpected,
    int connectionsLost,
    List<String> examples) {
  static Verdict of(Load load, List<Member> members) {
    Tally tally = load.tally();
    return new Verdict(
        tally.delivered(),
        members.stream().mapToLong(member -> lost(load, member)).sum() + unanswered(load),
        members.stream().mapToLong(member -> member.check().doubled()).sum(),
        members.stream().mapToLong(member -> member.check().reordered()).sum()
            + load.senders().stream().mapToLong(Sender::answersReordered).sum(),
        tally.unexpected(),
        tally.connectionsLost(),
        List.copyOf(tally.examples()));
  }

  /// How much of what was sent to `member` has not arrived.
  static long lost(Load load, Member member) {
    Hearing hearing = member.hearing();
    long lost = 0;
    for (int slot = 0; slot < hearing.count(); slot++) {
      lost += member.check().lost(slot, load.senders().get(hearing.sender(slot)).sent());
    }
    return lost;
  }

  /// How many messages the server has not said to have stored, where it does.
  static long unanswered(Load load) {
    return load.senders().stream().mapToLong(Sender::unanswered).sum();
  }

  long violations() {
    return lost + doubled + reordered + unexpected + connectionsLost;
  }
}
