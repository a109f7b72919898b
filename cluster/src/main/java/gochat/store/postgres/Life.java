package gochat.store.postgres;

import gochat.store.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// This run of the server, as the database knows it: a row of `life`, and one of `node` as long as
/// the others count on it. For any thread.
///
/// Its *beat* is a synchronous change of the row. When it has returned, everything recorded before
/// is on the synchronous standby too, so what is read after it can't be taken back. Each new
/// connection begins with a beat, and there is one every second.
///
/// Its *tick* counts the turns that it has recorded, and the connections that recorded them. When a
/// database has counted less than was acknowledged here, it lacks the newest turns: a standby that
/// was not synchronous has become the primary. Then the epoch grows.
///
/// A life whose beat stands still is found dead by the others: it records no more, and its row of
/// `node` goes with all that refers to it. If the server only paused, it sees this with its next
/// beat, and goes on with another life.
final class Life implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Life.class);

  /// @param period the time between two beats
  /// @param silenceMax without a beat for so long, the database counts as lost
  /// @param stillMax others are dead when their beats stand still for so long; longer, so that a
  ///   server stops serving before others take its place
  record Rhythm(Duration period, Duration silenceMax, Duration stillMax) {
    static final Rhythm STANDARD =
        new Rhythm(Duration.ofSeconds(1), Duration.ofSeconds(8), Duration.ofSeconds(10));
  }

  private static final Duration HEARD_PAUSE = Duration.ofMillis(50);

  /// The raise of the tick comes first among its parameters: 1 for a connection that records turns.
  private static final String BEAT =
      "UPDATE life SET beat = beat + 1, tick = tick + ? WHERE id = ?"
          + " RETURNING tick, (SELECT epoch FROM meta), died_at IS NOT NULL";

  /// The row after a beat.
  private record Pulse(long tick, long epoch, boolean isDead) {
    static final Pulse MISSING = new Pulse(-1, 0, false);
  }

  private final Rhythm rhythm;
  private final Writer beats;
  private final Watch others;
  private final Heartbeat heartbeat;
  private final TurnCount turns = new TurnCount();
  private long epoch;

  /// Held while another life begins, or what the server says of itself changes.
  private final Object renewal = new Object();

  private LifeRows.Facts facts = LifeRows.Facts.STARTING;
  private volatile Runnable onRenewed = () -> {};

  /// The changes with an unknown outcome, and how many of them were there before the last beat.
  private final AtomicLong doubts = new AtomicLong();

  private final AtomicLong settled = new AtomicLong();
  private volatile long lastNanos = System.nanoTime();

  private Life(Connections connections, Rhythm rhythm, long epoch) {
    this.rhythm = rhythm;
    this.epoch = epoch;
    others = new Watch(rhythm.stillMax());
    beats = new Writer(() -> connect(connections.forWriting()), () -> {});
    heartbeat =
        new Heartbeat(() -> beats.run(sql -> beat(sql, 0) && others.endDead(sql)), rhythm.period());
  }

  /// Begins a life.
  ///
  /// @param sql on a database with tables of the present version, where no other server begins now
  /// @throws StoreException when this server and one that is here don't understand each other
  static Life begin(Connections connections, Rhythm rhythm, Sql sql) throws SQLException {
    Strangers.awaitNone(sql, rhythm);
    Life life =
        new Life(connections, rhythm, sql.one(row -> row.getLong(1), "SELECT epoch FROM meta"));
    LifeRows.deleteOld(sql);
    LifeRows.insert(sql, life.id(), life.facts);
    life.heartbeat.start();
    return life;
  }

  /// The id of the rows. It changes when the server goes on after it was found dead.
  UUID id() {
    return turns.now().life();
  }

  /// The turns that it records.
  TurnCount turns() {
    return turns;
  }

  /// The epoch of the logs as the last beat found it.
  synchronized long epoch() {
    return epoch;
  }

  /// Whether the database answered the last beats.
  boolean isHeard() {
    return silence().compareTo(rhythm.silenceMax()) < 0;
  }

  /// Waits for the next beat if the database does not answer: not longer than one takes to come,
  /// and long enough that failures don't follow each other without a pause.
  ///
  /// @throws SQLException when there was none
  void requireHeard() throws SQLException {
    long start = System.nanoTime();
    while (!isHeard()) {
      if (System.nanoTime() - start > rhythm.period().toNanos()) {
        throw new SQLException("no answer for " + silence().toSeconds() + " seconds", "08006");
      }
      LockSupport.parkNanos(HEARD_PAUSE.toNanos());
    }
  }

  /// How often beats began to fail.
  long outages() {
    return heartbeat.outages();
  }

  /// The time since the last beat.
  Duration silence() {
    return Duration.ofNanos(System.nanoTime() - lastNanos);
  }

  /// How long the beat of a life stands still; empty as long as this server has not looked at it.
  Optional<Duration> silence(UUID life) {
    return life.equals(id()) ? Optional.of(silence()) : others.still(life, System.nanoTime());
  }

  /// Calls `renewed` when this server was found dead and goes on with another life: what referred
  /// to its row of `node` is gone. It must not wait.
  void onRenewed(Runnable renewed) {
    onRenewed = renewed;
  }

  /// Changes the facts that this server tells of itself.
  ///
  /// @return always true
  boolean describe(Sql sql, UnaryOperator<LifeRows.Facts> change) throws SQLException {
    synchronized (renewal) {
      facts = change.apply(facts);
      LifeRows.describe(sql, id(), facts);
      return true;
    }
  }

  /// Begins the use of a connection with a beat.
  Connection connect(Connection connection) throws SQLException {
    return begun(connection, 0);
  }

  /// As [#connect], for the connection that records turns. A late turn of the connection before is
  /// refused from now on.
  Connection connectForTurns(Connection connection) throws SQLException {
    return begun(connection, 1);
  }

  private Connection begun(Connection connection, long raise) throws SQLException {
    boolean isUsable = false;
    try {
      beat(new Sql(connection), raise);
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
      var _ = beats.run(sql -> beat(sql, 0));
      var _ = settled.accumulateAndGet(known, Math::max);
    }
  }

  /// @param raise of the tick: 1 for a connection that records turns from now on
  /// @return always true
  private boolean beat(Sql sql, long raise) throws SQLException {
    while (true) {
      // In this order: another connection may find the same loss meanwhile, which corrects the
      // count before it tells the epoch.
      long known = epoch();
      TurnCount.Count before = turns.now();
      Pulse pulse =
          sql.first(
                  row -> new Pulse(row.getLong(1), row.getLong(2), row.getBoolean(3)),
                  BEAT,
                  raise,
                  before.life())
              .orElse(Pulse.MISSING);
      if (pulse.tick() - raise < before.tick()) {
        pulse = lost(sql, pulse, before, known);
      } else if (raise > 0) {
        turns.correct(before.life(), pulse.tick());
      }
      hear(pulse.epoch());
      if (!pulse.isDead()) {
        return true;
      }
      renew(sql, before.life());
    }
  }

  private synchronized void hear(long known) {
    epoch = Math.max(epoch, known);
    lastNanos = System.nanoTime();
  }

  /// The database lacks turns that were acknowledged. The epoch grows once.
  ///
  /// @param known the epoch before `acknowledged` was read
  private Pulse lost(Sql sql, Pulse found, TurnCount.Count acknowledged, long known)
      throws SQLException {
    log.atError()
        .addKeyValue("recorded", found.tick())
        .addKeyValue("acknowledged", acknowledged.tick())
        .log("the database has lost acknowledged messages: all clients begin anew");
    LifeRows.insert(sql, acknowledged.life(), facts());
    // Unless another server or connection has done it. An older database may also have an older
    // epoch.
    int _ = sql.run("UPDATE meta SET epoch = ? WHERE epoch <= ?", known + 1, known);
    long left = Math.max(found.tick(), 0);
    turns.correct(acknowledged.life(), left);
    return new Pulse(
        left, sql.one(row -> row.getLong(1), "SELECT epoch FROM meta"), found.isDead());
  }

  private LifeRows.Facts facts() {
    synchronized (renewal) {
      return facts;
    }
  }

  /// Goes on with another life, unless another thread has done it.
  private void renew(Sql sql, UUID dead) throws SQLException {
    synchronized (renewal) {
      if (!dead.equals(id())) {
        return;
      }
      Strangers.refuse(sql);
      UUID next = UUID.randomUUID();
      LifeRows.insert(sql, next, facts);
      turns.begin(next);
    }
    log.warn("the other servers have found this one dead, because it did not beat; it goes on");
    onRenewed.run();
  }

  /// Ends this life.
  @Override
  public void close() {
    heartbeat.close();
    try {
      var _ = beats.run(sql -> LifeRows.delete(sql, id()));
    } catch (SQLException e) {
      log.atInfo()
          .addKeyValue("reason", SqlState.sentence(e))
          .log("the row of this run stays until other servers remove it");
    }
    beats.close();
  }
}
