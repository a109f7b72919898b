package gochat.store.sqlite;

import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// The mark of a copy, in its first page: an application id of its own. The layout of the page is
/// documented at <https://sqlite.org/fileformat2.html#the_database_header>. Stateless.
final class CopyMark {
  /// `GoCp` in ASCII; a server of a version that doesn't know it refuses the file.
  static final int APPLICATION_ID = 0x476f4370;

  private static final int VERSIONS_OFFSET = 18;
  private static final int APPLICATION_ID_OFFSET = 68;

  /// The file needs no write-ahead log, so it can be read where no file can be made beside it.
  private static final short WITHOUT_LOG = 0x0101;

  private CopyMark() {}

  /// @param firstPage from its position on
  static void set(ByteBuffer firstPage) {
    int start = firstPage.position();
    firstPage.putShort(start + VERSIONS_OFFSET, WITHOUT_LOG);
    firstPage.putInt(start + APPLICATION_ID_OFFSET, APPLICATION_ID);
  }

  static boolean isOn(Statement database) throws SQLException {
    try (ResultSet rows = database.executeQuery("PRAGMA application_id")) {
      rows.next();
      return rows.getInt(1) == APPLICATION_ID;
    }
  }

  static void remove(Statement database) throws SQLException {
    database.execute("PRAGMA application_id = " + Schema.APPLICATION_ID);
  }
}
