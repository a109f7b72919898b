package gochat.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;

/// Members that read no more than a share of what is sent, until all others are done. Nobody waits
/// for them, and their latency is not counted. All of it runs on the event loop.
final class Laggards {
  private static final int PERIOD_MS = 5;

  private final Transport transport;
  private final Load load;
  private final List<Member> members;
  private final double share;
  private boolean isOver;

  /// @param share from 0, for those who read nothing, to 1
  Laggards(Transport transport, Load load, List<Member> members, double share) {
    this.transport = transport;
    this.load = load;
    this.members = members;
    this.share = share;
  }

  boolean isEmpty() {
    return members.isEmpty();
  }

  void start() {
    members.forEach(Member::lag);
    if (share > 0 && !isEmpty()) {
      allow();
    }
  }

  /// Lets each read as much as is due, and comes back when more is.
  @SuppressWarnings("FutureReturnValueIgnored") // `readAgain` ends it
  private void allow() {
    if (isOver) {
      return;
    }
    long due = (long) (share * load.sent());
    members.forEach(member -> member.allow(due));
    transport.loop().schedule(this::allow, PERIOD_MS, TimeUnit.MILLISECONDS);
  }

  void readAgain() {
    isOver = true;
    members.forEach(Member::readAgain);
  }
}
