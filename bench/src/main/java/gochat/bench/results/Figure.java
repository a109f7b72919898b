package gochat.bench.results;

import java.util.OptionalDouble;

/// A figure that is compared between servers.
enum Figure {
  BURST_CPU("burst", "1 sender, 64 in flight", "serverCpuUsPerDelivery", 1, "µs"),
  CROWD_CPU("crowd", "32 senders, 2 in flight each", "serverCpuUsPerDelivery", 1, "µs"),
  STEADY_CPU("steady", "50 messages/s", "serverCpuUsPerDelivery", 1, "µs"),
  STEADY_P99("steady", "50 messages/s, p99", "latencyP99Us", 1_000, "ms"),
  PRIVATE_CPU("private", "private, 20,000/s", "serverCpuUsPerDelivery", 1, "µs"),
  IDLE_KB("idle", "idle connection", "residentKbPerConnection", 1, "KB");

  private final String workload;
  private final String title;
  private final String key;
  private final double divisor;
  private final String unit;

  Figure(String workload, String title, String key, double divisor, String unit) {
    this.workload = workload;
    this.title = title;
    this.key = key;
    this.divisor = divisor;
    this.unit = unit;
  }

  String workload() {
    return workload;
  }

  String title() {
    return title;
  }

  String unit() {
    return unit;
  }

  OptionalDouble of(Result run) {
    OptionalDouble value = run.number(key);
    return value.isPresent() ? OptionalDouble.of(value.getAsDouble() / divisor) : value;
  }
}
