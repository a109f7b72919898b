package gochat.bus;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/// Measures a bus between two nodes in one process: times, and the CPU time of a message. Only
/// ratios mean something on a machine that others use.
public final class BusFigures {
  private static final Subject SUBJECT = new Subject("figures");
  private static final int MESSAGE_BYTES = 200;
  private static final int SAMPLES = 500;

  /// Longer than the pause between two sends of any engine.
  private static final Duration APART = Duration.ofMillis(25);

  private static final Duration LOAD = Duration.ofSeconds(5);
  private static final long SECOND_NANOS = Duration.ofSeconds(1).toNanos();
  private static final int NANOS_PER_MICRO = 1_000;

  private final Bus from;
  private final Supplier<Duration> engineCpu;

  /// By a message that carries its time, the nanoseconds that it took.
  private final AtomicLong lastNanos = new AtomicLong();

  private final AtomicLong received = new AtomicLong();

  private BusFigures(Bus from, Bus to, Supplier<Duration> engineCpu) {
    this.from = from;
    this.engineCpu = engineCpu;
    to.subscribe(
            SUBJECT,
            (message, reply) -> {
              lastNanos.set(System.nanoTime() - ByteBuffer.wrap(message).getLong());
              received.incrementAndGet();
              reply.send(message);
            })
        .confirmed()
        .join();
  }

  /// Prints the figures.
  ///
  /// @param cpu of the engine, so far
  public static void print(String name, Bus from, Bus to, Supplier<Duration> cpu) {
    BusFigures figures = new BusFigures(from, to, cpu);
    figures.roundTrips();
    figures.load(20_000);
    print(name + ": a question and its answer", figures.roundTrips());
    print(name + ": a message", figures.singles());
    for (int rate : new int[] {100, 2_000, 20_000}) {
      System.out.printf(Locale.ROOT, "%s: %s%n", name, figures.load(rate));
    }
  }

  private static void print(String name, long[] nanos) {
    Arrays.sort(nanos);
    System.out.printf(
        Locale.ROOT,
        "%s: p50 %.2f ms, p99 %.2f ms%n",
        name,
        nanos[nanos.length / 2] / 1e6,
        nanos[nanos.length * 99 / 100] / 1e6);
  }

  private long[] roundTrips() {
    return LongStream.range(0, SAMPLES)
        .map(_ -> {
          LockSupport.parkNanos(APART.toNanos());
          long start = System.nanoTime();
          from.ask(SUBJECT, now(), Duration.ofSeconds(5)).join();
          return System.nanoTime() - start;
        })
        .toArray();
  }

  private long[] singles() {
    return LongStream.range(0, SAMPLES)
        .map(_ -> {
          LockSupport.parkNanos(APART.toNanos());
          long before = received.get();
          from.publish(SUBJECT, now());
          while (received.get() == before) {
            LockSupport.parkNanos(50L * NANOS_PER_MICRO);
          }
          return lastNanos.get();
        })
        .toArray();
  }

  private static byte[] now() {
    return ByteBuffer.allocate(MESSAGE_BYTES).putLong(System.nanoTime()).array();
  }

  /// @param rate messages a second, in bursts at most each millisecond
  private String load(int rate) {
    long receivedBefore = received.get();
    long ownBefore = ownCpuNanos();
    Duration engineBefore = engineCpu.get();
    long start = System.nanoTime();
    long sent = 0;
    for (long nanos = 0; nanos < LOAD.toNanos(); nanos = System.nanoTime() - start) {
      for (long due = nanos * rate / SECOND_NANOS; sent < due; sent++) {
        from.publish(SUBJECT, now());
      }
      LockSupport.parkNanos(Math.max(SECOND_NANOS / rate, SECOND_NANOS / 1_000));
    }
    LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
    long count = received.get() - receivedBefore;
    return "%,d messages a second: %,d of %,d came, CPU %.1f µs in both nodes and %.1f µs in the engine each"
        .formatted(
            rate,
            count,
            sent,
            (ownCpuNanos() - ownBefore) / 1e3 / count,
            engineCpu.get().minus(engineBefore).toNanos() / 1e3 / count);
  }

  private static long ownCpuNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  /// The CPU time of processes so far.
  public static Duration cpu(LongStream pids) {
    return pids.mapToObj(ProcessHandle::of)
        .flatMap(process -> process.stream())
        .flatMap(process -> process.info().totalCpuDuration().stream())
        .reduce(Duration.ZERO, Duration::plus);
  }
}
