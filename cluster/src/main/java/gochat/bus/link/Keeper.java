package gochat.bus.link;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps a bus connected: a thread makes the subscriptions, checks the link each second, connects
/// again, and runs the listeners for interruptions. All methods that are not private are for any
/// thread.
final class Keeper {
  private static final Logger log = LoggerFactory.getLogger(Keeper.class);
  private static final long CHECK_NANOS = TimeUnit.SECONDS.toNanos(1);

  /// Between two tries to connect, in milliseconds.
  private static final int RETRY_MS_MIN = 100;

  private static final int RETRY_MS_MAX = 500;

  private final Engine engine;
  private final Supplier<LinkIncoming> incomings;
  private final LongConsumer onLost;
  private final Subscriptions subscriptions = new Subscriptions(this::wake);
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final LongAdder interruptions = new LongAdder();
  private final Semaphore wakes = new Semaphore(0);
  private final Thread thread =
      Thread.ofPlatform().daemon().name("bus-keeper").unstarted(this::run);

  /// Null while not connected.
  private volatile @Nullable Session session;

  private volatile boolean isStopped;

  /// @param incomings makes one for each link
  /// @param onLost gets the numbers of messages that were dropped for slow handlers
  Keeper(Engine engine, Supplier<LinkIncoming> incomings, LongConsumer onLost) {
    this.engine = engine;
    this.incomings = incomings;
    this.onLost = onLost;
  }

  Subscriptions subscriptions() {
    return subscriptions;
  }

  @Nullable Session session() {
    return session;
  }

  long interruptions() {
    return interruptions.sum();
  }

  void addListener(Runnable listener) {
    listeners.add(listener);
  }

  void wake() {
    wakes.release();
  }

  /// Keeps the bus connected from now on, also one that can't be reached yet.
  ///
  /// @throws IOException when the engine refuses this node
  void start() throws IOException {
    try {
      session = connect();
    } catch (UnreachableException e) {
      log.warn(
          "bus: {} can't be reached: {}. This server goes on without it, and tries again.",
          engine.name(),
          e.getMessage());
    }
    thread.start();
  }

  /// Disconnects for good.
  void stop() {
    isStopped = true;
    Session current = session;
    if (current != null) {
      current.link().leave();
    }
    thread.interrupt();
    disconnect();
    subscriptions.clear();
  }

  private void run() {
    try {
      while (!isStopped) {
        Session current = session;
        if (current != null) {
          watch(current);
        }
        disconnect();
        reconnect();
      }
    } catch (InterruptedException _) {
      // The bus is closed.
    } finally {
      disconnect();
    }
  }

  /// Returns when the link has failed.
  private void watch(Session current) throws InterruptedException {
    Link link = current.link();
    long lost = 0;
    long nextCheckNanos = System.nanoTime() + CHECK_NANOS;
    try {
      while (true) {
        boolean isWoken =
            wakes.tryAcquire(nextCheckNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
        wakes.drainPermits();
        current.incoming().checkFailure();
        if (isWoken) {
          subscriptions.makeChanged(link);
        }
        if (System.nanoTime() - nextCheckNanos >= 0) {
          link.check();
          nextCheckNanos = System.nanoTime() + CHECK_NANOS;
          long lostNow = link.lost();
          if (lostNow > lost) {
            onLost.accept(lostNow - lost);
            lost = lostNow;
            interrupted();
          }
        }
      }
    } catch (IOException e) {
      if (!isStopped) {
        log.warn("bus: lost the connection to {}: {}", engine.name(), e.getMessage());
      }
    }
  }

  private void reconnect() throws InterruptedException {
    long startNanos = System.nanoTime();
    String failure = null;
    while (!isStopped) {
      Thread.sleep(ThreadLocalRandom.current().nextInt(RETRY_MS_MIN, RETRY_MS_MAX));
      try {
        session = connect();
      } catch (IOException e) {
        // Once for each kind of failure.
        if (!Objects.equals(e.getMessage(), failure)) {
          failure = e.getMessage();
          log.warn("bus: {} can't be reached: {}", engine.name(), failure);
        }
        continue;
      }
      log.info(
          "bus: connected to {} after {} ms",
          engine.name(),
          TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos));
      interrupted();
      return;
    }
  }

  private Session connect() throws IOException {
    subscriptions.startOver();
    LinkIncoming incoming = incomings.get();
    Session made = new Session(engine.connect(incoming), incoming);
    try {
      subscriptions.makeChanged(made.link());
    } catch (IOException e) {
      made.end();
      throw e;
    }
    return made;
  }

  private void disconnect() {
    Session current = session;
    if (current != null) {
      session = null;
      current.end();
    }
  }

  private void interrupted() {
    interruptions.increment();
    for (Runnable listener : listeners) {
      try {
        listener.run();
      } catch (RuntimeException e) {
        log.error("bus: a listener for interruptions failed", e);
      }
    }
  }
}
