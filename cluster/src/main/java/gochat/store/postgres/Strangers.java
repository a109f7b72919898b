package gochat.store.postgres;

import gochat.store.StoreException;
import gochat.store.postgres.LifeRows.Node;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/// Servers of the database that do not understand this one. Stateless.
final class Strangers {
  private Strangers() {}

  /// Waits until those are gone that are dead.
  ///
  /// @throws StoreException when one of them lives
  static void awaitNone(Sql sql, Life.Rhythm rhythm) throws SQLException {
    Watch watch = new Watch(rhythm.stillMax());
    Map<UUID, Long> first = LifeRows.beats(sql);
    for (List<Node> left = find(sql); !left.isEmpty(); left = find(sql)) {
      Map<UUID, Long> beats = LifeRows.beats(sql);
      for (Node stranger : left) {
        Long beat = beats.get(stranger.id());
        if (beat != null && !beat.equals(first.get(stranger.id()))) {
          throw new StoreException(sentence(stranger));
        }
      }
      var _ = watch.endDead(sql);
      LockSupport.parkNanos(rhythm.period().toNanos());
    }
  }

  /// @throws SQLException when there is one
  static void refuse(Sql sql) throws SQLException {
    Optional<Node> stranger = find(sql).stream().findFirst();
    if (stranger.isPresent()) {
      throw new SQLException(sentence(stranger.get()));
    }
  }

  private static List<Node> find(Sql sql) throws SQLException {
    return LifeRows.nodes(sql).stream().filter(node -> !node.speaks().meets(Versions.OWN)).toList();
  }

  private static String sentence(Node stranger) {
    LifeRows.Facts facts = stranger.facts();
    String named =
        facts.version().isEmpty()
            ? "another server"
            : "GoChat " + facts.version() + " at " + facts.address();
    return ("%s uses the same database and speaks version %s with other servers (expected: %s, as"
            + " this server): stop that one first, or start a version of GoChat that both"
            + " understand")
        .formatted(named, stranger.speaks(), Versions.OWN);
  }
}
