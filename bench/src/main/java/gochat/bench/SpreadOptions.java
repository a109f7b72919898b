package gochat.bench;

import java.net.InetSocketAddress;
import java.util.List;
import picocli.CommandLine.Option;

/// The options for a cluster of servers.
final class SpreadOptions {
  @Option(
      names = "--senders-at",
      split = ",",
      paramLabel = "HOST:PORT",
      description = "servers to which senders connect by turns, instead of the target")
  private List<String> senders = List.of();

  @Option(
      names = "--receivers-at",
      split = ",",
      paramLabel = "HOST:PORT",
      description = "servers to which receivers connect by turns, instead of the target")
  private List<String> receivers = List.of();

  @Option(
      names = "--with-pids",
      split = ",",
      paramLabel = "PID",
      description =
          "other processes whose CPU time counts as the server's, with what they have started")
  private List<Long> processes = List.of();

  Spread spread() {
    return new Spread(
        addresses("--senders-at", senders), addresses("--receivers-at", receivers), processes);
  }

  private static List<InetSocketAddress> addresses(String option, List<String> texts) {
    return texts.stream().map(text -> TargetOptions.address(option, text)).toList();
  }
}
