package gochat.store.sqlite;

import gochat.account.UserName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.sqlite.Function;

/// The tables that find rooms by name and prevent similar names of public rooms.
final class NameTables {
  /// The SQL function `skeleton(name, n)`: the n-th of [UserName#skeletons], from 0 on, null beyond
  /// the last. Only [#STEP] may use it, because other programs that open the file don't have it.
  private static final class Skeleton extends Function {
    @Override
    protected void xFunc() throws SQLException {
      List<String> skeletons =
          UserName.stored(value_text(0)).skeletons().stream().sorted().toList();
      int n = value_int(1);
      result(n < skeletons.size() ? skeletons.get(n) : null);
    }
  }

  /// The step of [Schema] that creates them. Public rooms that look alike already all stay, and the
  /// oldest one holds the skeleton.
  static final List<String> STEP =
      List.of(
          // The skeletons of public rooms only.
          """
          CREATE TABLE room_skeleton (
            skeleton TEXT NOT NULL PRIMARY KEY,
            room INTEGER NOT NULL REFERENCES room
          ) STRICT, WITHOUT ROWID
          """,
          "CREATE INDEX room_skeleton_room ON room_skeleton (room)",
          """
          INSERT OR IGNORE INTO room_skeleton (skeleton, room)
            SELECT skeleton(name, n), key
              FROM room, (SELECT 0 AS n UNION ALL SELECT 1)
              WHERE kind = 1 AND skeleton(name, n) IS NOT NULL
              ORDER BY key
          """,
          // The room's name in each member's row finds a user's rooms of one name without reading
          // the rest.
          "ALTER TABLE member ADD COLUMN folded_name TEXT",
          """
          UPDATE member
            SET folded_name = (SELECT folded_name FROM room WHERE room.key = member.room)
          """,
          "CREATE INDEX member_name ON member (user, folded_name) WHERE folded_name IS NOT NULL");

  private NameTables() {}

  /// Adds the function that [#STEP] calls to `connection`.
  static void prepare(Connection connection) throws SQLException {
    Function.create(connection, "skeleton", new Skeleton(), 2, Function.FLAG_DETERMINISTIC);
  }
}
