package gochat.bench;

import java.net.InetSocketAddress;
import java.util.List;

/// The servers of a cluster over which the members of a run are spread.
///
/// @param senders to which members that send connect by turns; empty for the target
/// @param receivers to which the others connect; empty for the target
/// @param processes on this machine whose CPU time, with that of the processes that they have
///   started, counts as the server's, besides the target's
record Spread(
    List<InetSocketAddress> senders, List<InetSocketAddress> receivers, List<Long> processes) {
  static final Spread NONE = new Spread(List.of(), List.of(), List.of());

  Spread {
    senders = List.copyOf(senders);
    receivers = List.copyOf(receivers);
    processes = List.copyOf(processes);
  }

  /// @param index of the member
  /// @param senderCount the number of members that send, which are the first
  InetSocketAddress addressOf(int index, int senderCount, InetSocketAddress target) {
    boolean isSender = index < senderCount;
    List<InetSocketAddress> addresses = isSender ? senders : receivers;
    int turn = isSender ? index : index - senderCount;
    return addresses.isEmpty() ? target : addresses.get(turn % addresses.size());
  }
}
