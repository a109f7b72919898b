package gochat.bench;

import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "pairs",
    description = "Each sender writes private messages to its own receiver.",
    mixinStandardHelpOptions = true)
final class PairsCommand implements Callable<Integer> {
  @Mixin private TargetOptions target = new TargetOptions();
  @Mixin private TrafficOptions traffic = new TrafficOptions();

  @Option(names = "--pairs", description = "pairs of a sender and a receiver (${DEFAULT-VALUE})")
  private int pairs = 100;

  @Override
  public Integer call() throws Exception {
    Plan plan =
        new Plan(
            "pairs",
            target.target(),
            new Topology.Pairs(pairs),
            traffic.pace(),
            traffic.contentBytes,
            Duration.ofSeconds(traffic.warmupSeconds),
            Duration.ofSeconds(traffic.seconds),
            Duration.ofSeconds(traffic.patienceSeconds));
    return Reports.print(LoadRun.run(plan));
  }
}
