package gochat.store.postgres;

import java.sql.SQLException;
import java.util.UUID;

/// The life of this server, and the number of turns that it has recorded: they change together. For
/// any thread.
final class TurnCount {
  /// @param tick the number of turns
  record Count(UUID life, long tick) {}

  private Count count = new Count(UUID.randomUUID(), 0);

  /// The count that the last turn named.
  private Count named = count;

  synchronized Count now() {
    return count;
  }

  /// The count that the next turn names. Called by the only thread that records turns, as the
  /// following methods.
  synchronized Count next() {
    named = count;
    return named;
  }

  /// Counts a turn in its transaction.
  ///
  /// @throws SQLException when this life is over, or another connection has taken its place
  void raise(Sql sql) throws SQLException {
    Count before = next();
    int rows =
        sql.run(
            "UPDATE life SET tick = tick + 1 WHERE id = ? AND tick = ? AND died_at IS NULL",
            before.life(),
            before.tick());
    if (rows == 0) {
      throw new SQLException("this connection records no more turns", SqlState.REPLACED);
    }
  }

  /// The turn was recorded.
  synchronized void recorded() {
    // Unless another life has begun since; the database had this turn then.
    if (count.equals(named)) {
      count = new Count(named.life(), named.tick() + 1);
    }
  }

  /// The database has counted `tick` turns, unless another life has begun since.
  synchronized void correct(UUID life, long tick) {
    if (count.life().equals(life)) {
      count = new Count(life, tick);
    }
  }

  /// Goes on with another life.
  synchronized void begin(UUID life) {
    count = new Count(life, 0);
  }
}
