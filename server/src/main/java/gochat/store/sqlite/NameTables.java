package gochat.store.sqlite;

import gochat.account.UserName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.sqlite.Function;

/// How rooms are found by their names, and kept from having names that look alike.
final class NameTables {
  /// The SQL function `skeleton(name, n)`: the n-th of [UserName#skeletons], from 0 on, null when
  /// there are not so many. For [#STEP] only, as no other program that opens the file has it.
  private static final class Skeleton extends Function {
    @Override
    protected void xFunc() throws SQLException {
      List<String> skeletons =
          UserName.stored(value_text(0)).skeletons().stream().sorted().toList();
      int n = value_int(1);
      result(n < skeletons.size() ? skeletons.get(n) : null);
    }
  }

  /// The step of [Schema] that made them. Of public rooms that look alike already, all stay and the
  /// oldest keeps others from looking like it.
  static final List<String> STEP =
      List.of(
          // Of public rooms only.
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
          // That of the room: so a user's rooms of one name are found among any number of others.
          "ALTER TABLE member ADD COLUMN folded_name TEXT",
          """
          UPDATE member
            SET folded_name = (SELECT folded_name FROM room WHERE room.key = member.room)
          """,
          "CREATE INDEX member_name ON member (user, folded_name) WHERE folded_name IS NOT NULL");

  private NameTables() {}

  /// Gives `connection` the function that [#STEP] calls.
  static void prepare(Connection connection) throws SQLException {
    Function.create(connection, "skeleton", new Skeleton(), 2, Function.FLAG_DETERMINISTIC);
  }
}
