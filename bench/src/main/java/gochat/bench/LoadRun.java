package gochat.bench;

import java.util.List;

/// A run from the first connection to the verdict.
///
/// The calling thread controls the run and sleeps; the load itself runs on the event loop.
final class LoadRun {
  private static final int POLL_MS = 20;

  private final Plan plan;
  private final Transport transport;
  private final Load load;
  private final Members members;
  private final ServerFigures server;
  private final ProcessFigures generator = new ProcessFigures(ProcessHandle.current().pid());

  private LoadRun(Plan plan, Transport transport) throws LoadException {
    this.plan = plan;
    this.transport = transport;
    load =
        new Load(
            transport,
            plan.pace(),
            plan.topology().done(),
            plan.topology().senders(),
            plan.contentBytes());
    members = new Members(transport, load, plan.target().protocol());
    server = new ServerFigures(plan.target(), plan.spread());
  }

  static LoadReport run(Plan plan) throws InterruptedException, LoadException {
    try (var transport = new Transport(plan.target(), plan::addressOf)) {
      return new LoadRun(plan, transport).run();
    }
  }

  /// The counters at one moment.
  private record Snapshot(
      long timeNs, long serverCpuUs, long generatorCpuUs, long delivered, long sent) {}

  private LoadReport run() throws InterruptedException, LoadException {
    plan.topology().addMembers(members, load);
    members.connect(0);
    List<SlowReaders> slowReaders =
        plan.topology().slowGroups(members.all()).stream()
            .map(group -> new SlowReaders(transport, load, group.members(), group.share()))
            .filter(group -> !group.isEmpty())
            .toList();
    transport.run(() -> slowReaders.forEach(SlowReaders::start));
    transport.run(() -> load.start(members.all()));
    Thread.sleep(plan.warmup());
    Snapshot start = snapshot(true);
    Thread.sleep(plan.measured());
    Snapshot end = snapshot(false);
    long residentKb = server.residentKb();
    transport.run(load::stop);
    drain(false);
    if (!slowReaders.isEmpty()) {
      transport.run(() -> slowReaders.forEach(SlowReaders::readAgain));
      drain(true);
    }
    Verdict verdict = transport.call(() -> Verdict.of(load, members.all()));
    members.disconnect();
    return report(start, end, residentKb, verdict);
  }

  private Snapshot snapshot(boolean recording) throws InterruptedException, LoadException {
    long serverCpuUs = server.cpuUs();
    long generatorCpuUs = generator.cpuUs();
    return transport.call(() -> {
      load.counters().record(recording);
      return new Snapshot(
          System.nanoTime(), serverCpuUs, generatorCpuUs, load.counters().delivered(), load.sent());
    });
  }

  /// Waits until all sent messages have arrived, or no more arrive.
  private void drain(boolean slowToo) throws InterruptedException, LoadException {
    long missing = transport.call(() -> missing(slowToo));
    long delivered = transport.call(load.counters()::delivered);
    int idleMs = 0;
    while (missing > 0 && idleMs < plan.drainTimeout().toMillis()) {
      Thread.sleep(POLL_MS);
      missing = transport.call(() -> missing(slowToo));
      long before = delivered;
      delivered = transport.call(load.counters()::delivered);
      idleMs = delivered > before ? 0 : idleMs + POLL_MS;
    }
  }

  private long missing(boolean slowToo) {
    return members.all().stream()
            .filter(member -> slowToo || !member.isSlow())
            .mapToLong(member -> Verdict.lost(load, member))
            .sum()
        + Verdict.unanswered(load);
  }

  private LoadReport report(Snapshot start, Snapshot end, long residentKb, Verdict verdict) {
    double seconds = (end.timeNs - start.timeNs) / 1e9;
    long deliveries = end.delivered - start.delivered;
    return new LoadReport(
        plan,
        seconds,
        end.sent - start.sent,
        deliveries,
        (double) (end.serverCpuUs - start.serverCpuUs) / deliveries,
        (double) (end.generatorCpuUs - start.generatorCpuUs) / deliveries,
        load.counters().latencyNs(),
        residentKb,
        verdict);
  }
}
