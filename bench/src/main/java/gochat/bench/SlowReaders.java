package gochat.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;

/// Members that read only a share of the messages until all others are done. No sender waits for
/// them, and their latency is not counted. Runs on the event loop.
final class SlowReaders {
  private static final int PERIOD_MS = 5;

  private final Transport transport;
  private final Load load;
  private final List<Member> members;
  private final double share;
  private boolean isOver;

  /// @param share from 0 (reads nothing) to 1
  SlowReaders(Transport transport, Load load, List<Member> members, double share) {
    this.transport = transport;
    this.load = load;
    this.members = members;
    this.share = share;
  }

  boolean isEmpty() {
    return members.isEmpty();
  }

  void start() {
    members.forEach(Member::readSlowly);
    if (share > 0 && !isEmpty()) {
      allow();
    }
  }

  /// Lets each member read the messages that are due, and runs again later.
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
