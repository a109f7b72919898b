package gochat.store.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// This run of the server, as the database knows it: a row of `node`. For any thread.
///
/// Its *beat* is a synchronous change of the row. When it has returned, everything recorded before
/// is on the synchronous standby too, so what is read after it can't be taken back. Each new
/// connection begins with a beat, and there is one every second.
///
/// Its *tick* counts the turns that it has recorded, and the connections that recorded them. When a
/// database has counted less than was acknowledged here, it lacks the newest turns: a standby that
/// was not synchronous has become the primary. Then the epoch grows.
final class Life implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Life.class);

  private static final Duration PERIOD = Duration.ofSeconds(1);

  /// Without a beat for so long, the database counts as lost.
  private static final Duration SILENCE_MAX = Duration.ofSeconds(8);

  private static final String BEAT =
      "UPDATE node SET beat = beat + 1 WHERE id = ? RETURNING tick, (SELECT epoch FROM meta)";
  private static final String BEAT_FOR_TURNS = BEAT.replace(" WHERE", ", tick = tick + 1 WHERE");

  /// The row after a beat.
  private record Pulse(long tick, long epoch) {}

  private final UUID id = UUID.randomUUID();
  private final Writer beats;
  private final Thread beating;
  private long tick;
  private long epoch;

  /// The changes with an unknown outcome, and how many of them were there before the last beat.
  private final AtomicLong doubts = new AtomicLong();

  private final AtomicLong settled = new AtomicLong();
  private volatile long lastNanos = System.nanoTime();
  private volatile boolean isEnding;

  private Life(Connections connections, long epoch) {
    this.epoch = epoch;
    beats = new Writer(() -> connect(connections.forWriting()), () -> {});
    beating = Thread.ofVirtual().name("beat").unstarted(this::run);
  }

  /// Begins a life.
  ///
  /// @param sql on a database with tables of the present version
  static Life begin(Connections connections, Sql sql) throws SQLException {
    Life life = new Life(connections, sql.one(row -> row.getLong(1), "SELECT epoch FROM meta"));
    int _ = sql.run("INSERT INTO node (id) VALUES (?)", life.id);
    life.beating.start();
    return life;
  }

  UUID id() {
    return id;
  }

  /// The epoch of the logs as the last beat found it.
  synchronized long epoch() {
    return epoch;
  }

  /// Whether the database answered the last beats.
  boolean isHeard() {
    return System.nanoTime() - lastNanos < SILENCE_MAX.toNanos();
  }

  /// Begins the use of a connection with a beat.
  Connection connect(Connection connection) throws SQLException {
    return begun(connection, BEAT, _ -> {});
  }

  /// As [#connect], for the connection that records turns. A late turn of the connection before is
  /// refused from now on.
  Connection connectForTurns(Connection connection) throws SQLException {
    return begun(connection, BEAT_FOR_TURNS, pulse -> tick = pulse.tick());
  }

  private Connection begun(Connection connection, String beat, Consumer<Pulse> heard)
      throws SQLException {
    boolean isUsable = false;
    try {
      Pulse pulse = beat(new Sql(connection), beat);
      synchronized (this) {
        heard.accept(pulse);
      }
      isUsable = true;
      return connection;
    } finally {
      if (!isUsable) {
        connection.close();
      }
    }
  }

  /// A change may have been made or not. It may be visible, and be lost with the primary.
  void doubt() {
    var _ = doubts.incrementAndGet();
  }

  /// Waits until what is visible of changes with an unknown outcome can't be lost.
  ///
  /// @throws SQLException when the database does not answer
  void settle() throws SQLException {
    long known = doubts.get();
    if (settled.get() < known) {
      var _ = beats.run(sql -> beat(sql, BEAT));
      var _ = settled.accumulateAndGet(known, Math::max);
    }
  }

  /// The number of turns before the next one. Called by the only thread that records turns, as the
  /// following methods.
  synchronized long tick() {
    return tick;
  }

  /// Counts a turn in its transaction.
  ///
  /// @throws SQLException when this life is over, or another connection has taken its place
  void count(Sql sql) throws SQLException {
    int rows = sql.run("UPDATE node SET tick = tick + 1 WHERE id = ? AND tick = ?", id, tick());
    if (rows == 0) {
      throw new SQLException("this connection records no more turns", SqlState.REPLACED);
    }
  }

  /// A turn was recorded.
  synchronized void recorded() {
    tick++;
  }

  private Pulse beat(Sql sql, String beat) throws SQLException {
    long before = tick();
    Pulse pulse =
        sql.first(row -> new Pulse(row.getLong(1), row.getLong(2)), beat, id)
            .orElse(new Pulse(-1, 0));
    if (pulse.tick() < before) {
      pulse = lost(sql, pulse.tick(), before);
    }
    synchronized (this) {
      epoch = Math.max(epoch, pulse.epoch());
    }
    lastNanos = System.nanoTime();
    return pulse;
  }

  /// The database lacks turns that were acknowledged. The epoch grows once.
  ///
  /// @param recorded the number of turns that it has, -1 when it does not know this life
  private Pulse lost(Sql sql, long recorded, long acknowledged) throws SQLException {
    log.atError()
        .addKeyValue("recorded", recorded)
        .addKeyValue("acknowledged", acknowledged)
        .log("the database has lost acknowledged messages: all clients begin anew");
    int _ = sql.run("INSERT INTO node (id) VALUES (?) ON CONFLICT DO NOTHING", id);
    // Unless another server has done it. An older database may also have an older epoch.
    long known = epoch();
    int _ = sql.run("UPDATE meta SET epoch = ? WHERE epoch <= ?", known + 1, known);
    long left = Math.max(recorded, 0);
    synchronized (this) {
      tick = Math.min(tick, left);
    }
    return new Pulse(left, sql.one(row -> row.getLong(1), "SELECT epoch FROM meta"));
  }

  private void run() {
    boolean wasHeard = true;
    for (rest(); !isEnding; rest()) {
      try {
        var _ = beats.run(sql -> beat(sql, BEAT));
        if (!wasHeard) {
          log.info("the database answers again");
        }
        wasHeard = true;
      } catch (SQLException e) {
        if (wasHeard && !isEnding) {
          log.atWarn()
              .addKeyValue("reason", SqlState.sentence(e))
              .log("the database does not answer; its hosts are tried until one does");
        }
        wasHeard = false;
      }
    }
  }

  private static void rest() {
    LockSupport.parkNanos(PERIOD.toNanos());
  }

  /// Ends this life.
  @Override
  public void close() {
    isEnding = true;
    LockSupport.unpark(beating);
    try {
      beating.join();
      int _ = beats.run(sql -> sql.run("DELETE FROM node WHERE id = ?", id));
    } catch (SQLException e) {
      log.atInfo().addKeyValue("reason", SqlState.sentence(e)).log("the row of this run stays");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    beats.close();
  }
}
