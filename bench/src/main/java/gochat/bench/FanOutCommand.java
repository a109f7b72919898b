package gochat.bench;

import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "fanout",
    description = "Senders broadcast to all members; senders receive each other's messages too.",
    mixinStandardHelpOptions = true)
final class FanOutCommand implements Callable<Integer> {
  @Mixin private TargetOptions target = new TargetOptions();
  @Mixin private TrafficOptions traffic = new TrafficOptions();
  @Mixin private SpreadOptions spread = new SpreadOptions();

  @Option(names = "--receivers", description = "members that only receive (${DEFAULT-VALUE})")
  private int receivers = 1000;

  @Option(names = "--senders", description = "members that send (${DEFAULT-VALUE})")
  private int senders = 1;

  @Option(
      names = "--stall",
      description = "receivers that do not read until all others are done (${DEFAULT-VALUE})")
  private int stalled;

  @Option(
      names = "--slow",
      description =
          "receivers that read only a share of the messages until all others are done"
              + " (${DEFAULT-VALUE})")
  private int slow;

  @Option(names = "--slow-share", description = "the share that they read (${DEFAULT-VALUE})")
  private double slowShare = 0.1;

  @Override
  public Integer call() throws Exception {
    Plan plan =
        new Plan(
            "fanout",
            target.target(),
            new Topology.OneRoom(receivers, senders, stalled, slow, slowShare),
            traffic.pace(),
            traffic.contentBytes,
            Duration.ofSeconds(traffic.warmupSeconds),
            Duration.ofSeconds(traffic.seconds),
            Duration.ofSeconds(traffic.patienceSeconds),
            spread.spread());
    return Reports.print(LoadRun.run(plan));
  }
}
