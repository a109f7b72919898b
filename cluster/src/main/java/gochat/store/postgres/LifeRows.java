package gochat.store.postgres;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The rows of `life` and `node`. Stateless.
final class LifeRows {
  /// A row of `node`.
  record Node(UUID id, Versions speaks, Facts facts, Instant since) {
    private static Node of(ResultSet row) throws SQLException {
      return new Node(
          row.getObject("id", UUID.class),
          new Versions(row.getInt("speaks_from"), row.getInt("speaks_to")),
          new Facts(
              row.getString("version"),
              row.getString("address"),
              row.getBoolean("draining"),
              row.getString("admin_code")),
          row.getTimestamp("since").toInstant());
    }
  }

  /// The facts that a server tells of itself.
  ///
  /// @param version of the program; empty as long as the server starts
  /// @param address host and port; empty as long as the server starts
  /// @param adminCode the hash of its administrator's code; null when it has none
  record Facts(String version, String address, boolean isDraining, @Nullable String adminCode) {
    static final Facts STARTING = new Facts("", "", false, null);

    Facts serving(String program, String place) {
      return new Facts(program, place, isDraining, adminCode);
    }

    Facts draining() {
      return new Facts(version, address, true, adminCode);
    }

    Facts withAdminCode(String hash) {
      return new Facts(version, address, isDraining, hash);
    }
  }

  private LifeRows() {}

  /// Makes the rows of a life, or those that are missing.
  static void insert(Sql sql, UUID life, Facts facts) throws SQLException {
    int _ =
        sql.run(
            """
            WITH born AS (INSERT INTO life (id) VALUES (?) ON CONFLICT DO NOTHING)
              INSERT INTO node (id, speaks_from, speaks_to, version, address, draining, admin_code)
                VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """,
            life,
            life,
            Versions.OWN.from(),
            Versions.OWN.to(),
            facts.version(),
            facts.address(),
            facts.isDraining(),
            facts.adminCode());
  }

  /// Has no effect on a life that was found dead.
  static void describe(Sql sql, UUID life, Facts facts) throws SQLException {
    int _ =
        sql.run(
            "UPDATE node SET version = ?, address = ?, draining = ?, admin_code = ? WHERE id = ?",
            facts.version(),
            facts.address(),
            facts.isDraining(),
            facts.adminCode(),
            life);
  }

  /// All servers that are here, or were here seconds ago, the oldest first.
  static List<Node> nodes(Sql sql) throws SQLException {
    return sql.all(Node::of, "SELECT * FROM node ORDER BY since, id");
  }

  static boolean hasAdminCode(Sql sql, String hash) throws SQLException {
    return sql.isAny("SELECT FROM node WHERE admin_code = ?", hash);
  }

  /// The beats of all lives.
  static Map<UUID, Long> beats(Sql sql) throws SQLException {
    return sql
        .all(
            row -> Map.entry(row.getObject(1, UUID.class), row.getLong(2)),
            "SELECT id, beat FROM life WHERE died_at IS NULL")
        .stream()
        .collect(toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /// Has a life record nothing more, and removes all that goes with its server.
  ///
  /// @param beat of the life; if it has another one by now, this has no effect
  /// @return the address of the server, empty when this had no effect
  static Optional<String> end(Sql sql, UUID life, long beat) throws SQLException {
    return sql.first(
        row -> row.getString(1),
        """
        WITH dead AS (
            UPDATE life SET died_at = now() WHERE id = ? AND beat = ? AND died_at IS NULL RETURNING id),
          gone AS (DELETE FROM node USING dead WHERE node.id = dead.id RETURNING address)
        SELECT coalesce((SELECT address FROM gone), '') FROM dead
        """,
        life,
        beat);
  }

  /// Removes a life that ends in order.
  static int delete(Sql sql, UUID life) throws SQLException {
    return sql.run(
        "WITH gone AS (DELETE FROM node WHERE id = ?) DELETE FROM life WHERE id = ?", life, life);
  }

  /// Removes lives that were found dead long ago, and that hardly come back.
  static void deleteOld(Sql sql) throws SQLException {
    int _ = sql.run("DELETE FROM life WHERE died_at < now() - interval '30 days'");
  }
}
