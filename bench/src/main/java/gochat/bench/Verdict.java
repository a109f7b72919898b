package gochat.bench;

import java.util.List;

/// What went wrong in a run, if anything.
///
/// @param deliveries all that arrived, also before and after the measured time
/// @param lost deliveries that never came
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
        members.stream().mapToLong(member -> lost(load, member)).sum(),
        members.stream().mapToLong(member -> member.check().doubled()).sum(),
        members.stream().mapToLong(member -> member.check().reordered()).sum(),
        tally.unexpected(),
        tally.connectionsLost(),
        List.copyOf(tally.examples()));
  }

  /// How much of what was sent to `member` has not arrived.
  static long lost(Load load, Member member) {
    return load.senders().stream()
        .filter(sender -> member.hears(sender.index()))
        .mapToLong(sender -> member.check().lost(sender.index(), sender.sent()))
        .sum();
  }

  long violations() {
    return lost + doubled + reordered + unexpected + connectionsLost;
  }
}
