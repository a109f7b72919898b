package gochat.metric;

import gochat.edge.Health;
import gochat.error.ErrorCounts;
import gochat.error.Reason;
import gochat.error.RefusalKind;
import gochat.limit.LimitHits;
import gochat.peer.PeerStatus;
import gochat.session.SessionCounts;
import gochat.session.StreamKind;
import gochat.shard.ShardObserver;
import gochat.shard.ShardThread;
import gochat.store.Store;
import gochat.store.StoreStatus;
import gochat.tls.TlsIdentity;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// The metrics of one server. Thread-safe.
///
/// Most values are counted elsewhere and only read when they are shown. Shards, and lanes for each
/// turn, record some directly, without waiting.
public final class ServerMetrics implements AutoCloseable {
  private final PrometheusMeterRegistry registry = newRegistry();
  private final Meters meters = new Meters(registry);
  private final TurnMeter turns = new TurnMeter(meters);
  private final JvmGcMetrics collections = new JvmGcMetrics();

  private static PrometheusMeterRegistry newRegistry() {
    var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    // Their names break the conventions of Prometheus: `_ns_total`, and a gauge `_count`.
    registry
        .config()
        .meterFilter(MeterFilter.denyNameStartsWith("process.cpu.time"))
        .meterFilter(MeterFilter.denyNameStartsWith("system.cpu.count"));
    return registry;
  }

  /// The parts of a server whose values are read.
  ///
  /// @param removedEvents counts the events that were removed
  /// @param identity the certificate in use, empty without TLS
  public record Sources(
      List<ShardThread> shards,
      SessionCounts sessions,
      StoreStatus store,
      LongSupplier removedEvents,
      Health health,
      Supplier<Optional<TlsIdentity>> identity) {}

  public ServerMetrics() {
    List.<MeterBinder>of(
            new JvmMemoryMetrics(),
            collections,
            new JvmThreadMetrics(),
            new FileDescriptorMetrics(),
            new ProcessorMetrics(),
            new UptimeMetrics())
        .forEach(binder -> binder.bindTo(registry));
    for (Reason reason : Reason.values()) {
      meters.counter(Metric.ERRORS_TOTAL, reason.name(), () -> ErrorCounts.of(reason));
    }
    for (RefusalKind kind : RefusalKind.values()) {
      meters.counter(Metric.REFUSALS_TOTAL, kind.name(), () -> ErrorCounts.of(kind));
    }
    LimitHits.counted()
        .forEach(limit ->
            meters.counter(Metric.LIMIT_HITS_TOTAL, limit.key(), () -> LimitHits.of(limit)));
  }

  /// The same store, with appends that are measured. Called once.
  public Store measured(Store store) {
    return store.with(new MeasuredJournal(store.journal(), meters));
  }

  /// Observes a shard.
  ///
  /// @param next gets everything too
  public ShardObserver observing(ShardObserver next) {
    return turns.before(next);
  }

  /// Shows the values of `sources`. Called once.
  public void show(Sources sources) {
    Health health = sources.health;
    meters.gauge(Metric.READY, () -> health.ready().isGood() ? 1 : 0);
    show(sources.shards);
    show(sources.sessions);
    show(sources.store);
    meters.counter(Metric.EVENTS_REMOVED_TOTAL, sources.removedEvents);
    if (sources.identity.get().isPresent()) {
      meters.gauge(
          Metric.CERTIFICATE_EXPIRY_TIMESTAMP_SECONDS,
          () -> seconds(sources.identity.get().map(ServerMetrics::expiry)));
    }
  }

  /// Shows the open connections of a port.
  ///
  /// @param port such as `grpc`
  public void showConnections(String port, IntSupplier open) {
    meters.gauge(Metric.CONNECTIONS, port, open::getAsInt);
  }

  /// Shows the age of the last backup.
  ///
  /// @param lastMade the end of the last one, empty for none since the server's start
  public void showBackups(Supplier<Optional<Instant>> lastMade) {
    meters.gauge(Metric.BACKUP_TIMESTAMP_SECONDS, () -> seconds(lastMade.get()));
  }

  /// Shows the result of the last verification.
  ///
  /// @param lastEnded its end, empty for none since the server's start
  /// @param defects the number that it found, 0 for no verification
  public void showVerifications(Supplier<Optional<Instant>> lastEnded, LongSupplier defects) {
    meters.gauge(Metric.VERIFICATION_TIMESTAMP_SECONDS, () -> seconds(lastEnded.get()));
    meters.gauge(Metric.VERIFICATION_DEFECTS, defects::getAsLong);
  }

  /// Shows the connection to other servers.
  public void showPeers(Supplier<PeerStatus> peers) {
    meters.gauge(Metric.BUS_DISCONNECTED_SECONDS, () -> seconds(peers.get().disconnected()));
    meters.counter(Metric.BUS_MESSAGES_TOTAL, "in", () -> peers.get().in().passed());
    meters.counter(Metric.BUS_MESSAGES_TOTAL, "out", () -> peers.get().out().passed());
    meters.counter(Metric.BUS_LOST_MESSAGES_TOTAL, "in", () -> peers.get().in().lost());
    meters.counter(Metric.BUS_LOST_MESSAGES_TOTAL, "out", () -> peers.get().out().lost());
    meters.counter(Metric.BUS_INTERRUPTIONS_TOTAL, () -> peers.get().interruptions());
    meters.gauge(Metric.NOTES_AGE_SECONDS, () -> seconds(peers.get().notesAge()));
  }

  private void show(List<ShardThread> shards) {
    meters.gauge(
        Metric.SHARD_WAITING_REQUESTS,
        () -> shards.stream().mapToInt(ShardThread::waitingRequests).sum());
    meters.gauge(
        Metric.ROOMS_IN_MEMORY, () -> shards.stream().mapToInt(ShardThread::roomsInMemory).sum());
  }

  private void show(SessionCounts sessions) {
    for (StreamKind kind : StreamKind.values()) {
      String value = kind.name().toLowerCase(Locale.ROOT);
      meters.gauge(Metric.STREAMS, value, () -> sessions.open(kind));
      meters.counter(Metric.STREAMS_OPENED_TOTAL, value, () -> sessions.openedSoFar(kind));
    }
    meters.gauge(Metric.STREAMS_BEHIND, sessions::behindNow);
    meters.gauge(Metric.STREAMS_WAITING_BYTES, sessions::waitingBytes);
    meters.counter(Metric.WHISPERS_TOTAL, sessions::whispersSoFar);
    meters.counter(Metric.DELIVERIES_TOTAL, "log", sessions::eventsFromLog);
  }

  private void show(StoreStatus store) {
    meters.gauge(
        Metric.STORE_WRITABLE, () -> store.writing() == StoreStatus.Writing.POSSIBLE ? 1 : 0);
    meters.gauge(Metric.STORE_SILENCE_SECONDS, () -> seconds(store.silence()));
    meters.counter(Metric.STORE_OUTAGES_TOTAL, store::outages);
    if (store.bytes().isPresent()) {
      meters.gauge(Metric.STORE_BYTES, () -> store.bytes().orElse(0));
    }
    if (store.freeBytes().isPresent()) {
      meters.gauge(Metric.STORE_FREE_BYTES, () -> store.freeBytes().orElse(0));
    }
  }

  private static Instant expiry(TlsIdentity identity) {
    return identity.chain().getFirst().getNotAfter().toInstant();
  }

  private static double seconds(Duration time) {
    return time.toNanos() / 1e9;
  }

  private static long seconds(Optional<Instant> at) {
    return at.map(Instant::getEpochSecond).orElse(0L);
  }

  /// All metrics in the text format of Prometheus, version 0.0.4.
  public String text() {
    return registry.scrape();
  }

  @Override
  public void close() {
    collections.close();
    registry.close();
  }
}
