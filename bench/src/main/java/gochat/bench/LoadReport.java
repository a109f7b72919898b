package gochat.bench;

import java.util.Locale;
import org.HdrHistogram.Histogram;

/// The result of a run, for programs and for people.
///
/// @param seconds the measured time
/// @param messages sent in that time
/// @param deliveries in that time, or the other event that [Load.Done] counts
/// @param residentKb of the server at the end of that time
record LoadReport(
    Plan plan,
    double seconds,
    long messages,
    long deliveries,
    double serverUsPerDelivery,
    double generatorUsPerDelivery,
    Histogram latencyNs,
    long residentKb,
    Verdict verdict) {
  /// Whether the figures are valid.
  boolean passed() {
    return verdict.violations() == 0 && deliveries > 0;
  }

  JsonLine json() {
    Load.Done done = plan.topology().done();
    JsonLine line =
        new JsonLine()
            .put("command", plan.name())
            .put("target", plan.target().name())
            .putPace(plan.pace());
    plan.topology()
        .addTo(line)
        .put("contentBytes", plan.contentBytes())
        .put("seconds", seconds)
        .put("messages", messages)
        .put(done.plural(), deliveries)
        .put(done.plural() + "PerSecond", deliveries / seconds)
        .put("generatorCpuUsPer" + done.singular(), generatorUsPerDelivery)
        .putLatency(latencyNs);
    if (plan.target().pid().isPresent()) {
      line.put("serverCpuUsPer" + done.singular(), serverUsPerDelivery)
          .put("serverCpuUsPerMessage", serverUsPerDelivery * deliveries / messages)
          .put("serverResidentKb", residentKb);
    }
    return line.put(done.plural() + "InAll", verdict.deliveries())
        .put("lost", verdict.lost())
        .put("doubled", verdict.doubled())
        .put("reordered", verdict.reordered())
        .put("unexpected", verdict.unexpected())
        .put("connectionsLost", verdict.connectionsLost())
        .put("violations", verdict.violations());
  }

  String text() {
    StringBuilder out = new StringBuilder();
    out.append(
        String.format(
            Locale.ROOT,
            "%s: %s, %s, %d bytes: %.0f messages/s, %.0f %s/s%n",
            plan.name(),
            plan.topology().text(),
            plan.pace(),
            plan.contentBytes(),
            messages / seconds,
            deliveries / seconds,
            plan.topology().done().plural()));
    out.append(
        String.format(
            Locale.ROOT,
            "latency ms: p50 %.2f  p90 %.2f  p99 %.2f  p99.9 %.2f  max %.2f%n",
            latencyUs(50) / 1e3,
            latencyUs(90) / 1e3,
            latencyUs(99) / 1e3,
            latencyUs(99.9) / 1e3,
            latencyUs(100) / 1e3));
    if (plan.target().pid().isPresent()) {
      out.append(
          String.format(
              Locale.ROOT,
              "CPU for each: server %.3f us, generator %.3f us; server resident %d MB%n",
              serverUsPerDelivery,
              generatorUsPerDelivery,
              residentKb / 1024));
    }
    if (deliveries == 0) {
      out.append(
          "NO RESULT: nothing was delivered in the measured time; measure longer%n".formatted());
    }
    if (verdict.violations() == 0) {
      return out.append("nothing lost, doubled or reordered").toString();
    }
    out.append(
        "VIOLATIONS: %d lost, %d doubled, %d reordered, %d unexpected, %d connections lost"
            .formatted(
                verdict.lost(),
                verdict.doubled(),
                verdict.reordered(),
                verdict.unexpected(),
                verdict.connectionsLost()));
    verdict.examples().forEach(example -> out.append(System.lineSeparator()).append(example));
    return out.toString();
  }

  private double latencyUs(double percentile) {
    return latencyNs.getValueAtPercentile(percentile) / 1e3;
  }
}
