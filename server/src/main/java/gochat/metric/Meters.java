package gochat.metric;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/// Registers the metrics of [Metric] with the functions that return their values. Thread-safe.
final class Meters {
  /// From half a millisecond, which a sync takes on a good disk, to the time that people notice.
  private static final Duration[] SECONDS =
      Stream.of(0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 25.0, 50.0, 100.0, 250.0, 500.0, 1_000.0, 5_000.0)
          .map(ms -> Duration.ofNanos((long) (ms * 1_000_000)))
          .toArray(Duration[]::new);

  /// Up to the most requests of a turn.
  private static final double[] COUNTS =
      DoubleStream.iterate(1, count -> count <= 1_024, count -> count * 2).toArray();

  private final MeterRegistry registry;

  Meters(MeterRegistry registry) {
    this.registry = registry;
  }

  void counter(Metric metric, LongSupplier soFar) {
    counter(metric, Tags.empty(), soFar);
  }

  /// @param value of the metric's label
  void counter(Metric metric, String value, LongSupplier soFar) {
    counter(metric, tags(metric, value), soFar);
  }

  private void counter(Metric metric, Tags tags, LongSupplier soFar) {
    check(metric, Metric.Type.COUNTER);
    // The registry, because the object of a function counter is held weakly.
    FunctionCounter.builder(metric.fullName(), registry, _ -> soFar.getAsLong())
        .description(metric.meaning())
        .tags(tags)
        .register(registry);
  }

  void gauge(Metric metric, DoubleSupplier now) {
    gauge(metric, Tags.empty(), now);
  }

  /// @param value of the metric's label
  void gauge(Metric metric, String value, DoubleSupplier now) {
    gauge(metric, tags(metric, value), now);
  }

  private void gauge(Metric metric, Tags tags, DoubleSupplier now) {
    check(metric, Metric.Type.GAUGE);
    Gauge.builder(metric.fullName(), now::getAsDouble)
        .description(metric.meaning())
        .tags(tags)
        .register(registry);
  }

  /// @return takes a time in nanoseconds, on any thread
  LongConsumer seconds(Metric metric) {
    check(metric, Metric.Type.HISTOGRAM);
    Timer timer =
        Timer.builder(metric.fullName())
            .description(metric.meaning())
            .serviceLevelObjectives(SECONDS)
            .register(registry);
    return nanos -> timer.record(nanos, TimeUnit.NANOSECONDS);
  }

  /// @return takes a number, on any thread
  LongConsumer counts(Metric metric) {
    check(metric, Metric.Type.HISTOGRAM);
    DistributionSummary summary =
        DistributionSummary.builder(metric.fullName())
            .description(metric.meaning())
            .serviceLevelObjectives(COUNTS)
            .register(registry);
    return summary::record;
  }

  private static Tags tags(Metric metric, String value) {
    return Tags.of(metric.label().orElseThrow(), value);
  }

  private static void check(Metric metric, Metric.Type type) {
    if (metric.type() != type) {
      throw new IllegalArgumentException(metric + " is a " + metric.type() + ", not a " + type);
    }
  }
}
