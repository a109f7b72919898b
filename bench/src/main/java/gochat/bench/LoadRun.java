package gochat.bench;

import java.util.List;
import java.util.Optional;

/// A run from the first connection to the verdict.
///
/// The thread that calls it leads and sleeps; the load itself is on the event loop.
final class LoadRun {
  private static final int POLL_MS = 20;

  private final Plan plan;
  private final Transport transport;
  private final Load load;
  private final Crowd crowd;
  private final Optional<ProcessFigures> server;
  private final ProcessFigures generator = new ProcessFigures(ProcessHandle.current().pid());

  private LoadRun(Plan plan, Transport transport) throws LoadException {
    this.plan = plan;
    this.transport = transport;
    load =
        new Load(
            transport,
            plan.pace(),
            plan.seating().done(),
            plan.seating().senders(),
            plan.contentBytes());
    crowd = new Crowd(transport, load, plan.target().protocol());
    server =
        plan.target().pid().isPresent()
            ? Optional.of(new ProcessFigures(plan.target().pid().getAsLong()))
            : Optional.empty();
  }

  static LoadReport run(Plan plan) throws InterruptedException, LoadException {
    try (var transport = new Transport(plan.target())) {
      return new LoadRun(plan, transport).run();
    }
  }

  /// The counters at one moment.
  private record Moment(
      long timeNs, long serverCpuUs, long generatorCpuUs, long delivered, long sent) {}

  private LoadReport run() throws InterruptedException, LoadException {
    plan.seating().seat(crowd, load);
    crowd.enter(0);
    List<Laggards> laggards =
        plan.seating().lags(crowd.members()).stream()
            .map(lag -> new Laggards(transport, load, lag.members(), lag.share()))
            .filter(group -> !group.isEmpty())
            .toList();
    transport.run(() -> laggards.forEach(Laggards::start));
    transport.run(() -> load.start(crowd.members()));
    Thread.sleep(plan.warmup());
    Moment start = moment(true);
    Thread.sleep(plan.measured());
    Moment end = moment(false);
    long residentKb = server.isPresent() ? server.get().residentKb() : 0;
    transport.run(load::stop);
    drain(false);
    if (!laggards.isEmpty()) {
      transport.run(() -> laggards.forEach(Laggards::readAgain));
      drain(true);
    }
    Verdict verdict = transport.call(() -> Verdict.of(load, crowd.members()));
    crowd.leave();
    return report(start, end, residentKb, verdict);
  }

  private Moment moment(boolean recording) throws InterruptedException, LoadException {
    long serverCpuUs = server.isPresent() ? server.get().cpuUs() : 0;
    long generatorCpuUs = generator.cpuUs();
    return transport.call(() -> {
      load.tally().record(recording);
      return new Moment(
          System.nanoTime(), serverCpuUs, generatorCpuUs, load.tally().delivered(), load.sent());
    });
  }

  /// Waits until all that was sent has arrived, or nothing arrives any more.
  private void drain(boolean laggardsToo) throws InterruptedException, LoadException {
    long missing = transport.call(() -> missing(laggardsToo));
    long delivered = transport.call(load.tally()::delivered);
    int idleMs = 0;
    while (missing > 0 && idleMs < plan.patience().toMillis()) {
      Thread.sleep(POLL_MS);
      missing = transport.call(() -> missing(laggardsToo));
      long before = delivered;
      delivered = transport.call(load.tally()::delivered);
      idleMs = delivered > before ? 0 : idleMs + POLL_MS;
    }
  }

  private long missing(boolean laggardsToo) {
    return crowd.members().stream()
            .filter(member -> laggardsToo || !member.lags())
            .mapToLong(member -> Verdict.lost(load, member))
            .sum()
        + Verdict.unanswered(load);
  }

  private LoadReport report(Moment start, Moment end, long residentKb, Verdict verdict) {
    double seconds = (end.timeNs - start.timeNs) / 1e9;
    long deliveries = end.delivered - start.delivered;
    return new LoadReport(
        plan,
        seconds,
        end.sent - start.sent,
        deliveries,
        (double) (end.serverCpuUs - start.serverCpuUs) / deliveries,
        (double) (end.generatorCpuUs - start.generatorCpuUs) / deliveries,
        load.tally().latencyNs(),
        residentKb,
        verdict);
  }
}
