package gochat.store.sqlite;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// Finds the bytes of each stored value in a closed file of SQLite, by its file format. Rows on
/// overflow pages are left out.
final class FilePlaces {
  private static final int PAGE_BYTES = 4_096;
  private static final int FILE_HEAD_BYTES = 100;
  private static final int ROOT_HEAD_BYTES = 8;
  private static final int INTERIOR_HEAD_BYTES = 12;
  private static final int INDEX_LOCAL_MAX = (PAGE_BYTES - 12) * 64 / 255 - 23;

  /// Some bytes of the file.
  ///
  /// @param name a table or an index, and the column, as in `event.text`
  record Place(String name, int offset, int bytes) {}

  private final ByteBuffer file;
  private final List<Place> places = new ArrayList<>();

  private FilePlaces(byte[] file) {
    this.file = ByteBuffer.wrap(file);
  }

  /// All values with at least one byte, keys and free spaces of a database.
  static List<Place> of(Path path) throws IOException, SQLException {
    FilePlaces found = new FilePlaces(Files.readAllBytes(path));
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + path);
        Statement statement = connection.createStatement()) {
      List<Tree> trees = new ArrayList<>();
      try (ResultSet rows =
          statement.executeQuery(
              "SELECT name, type, rootpage FROM sqlite_schema WHERE rootpage > 0")) {
        while (rows.next()) {
          trees.add(new Tree(rows.getString(1), rows.getString(2), rows.getInt(3)));
        }
      }
      for (Tree tree : trees) {
        found.read(tree.root(), tree.name(), columns(statement, tree));
      }
    }
    return found.places;
  }

  private record Tree(String name, String type, int root) {}

  private static List<String> columns(Statement statement, Tree tree) throws SQLException {
    String pragma = tree.type().equals("table") ? "table_info" : "index_xinfo";
    List<String> columns = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery("PRAGMA " + pragma + "(" + tree.name() + ")")) {
      while (rows.next()) {
        columns.add(String.valueOf(rows.getString("name")));
      }
    }
    return columns;
  }

  private int unsigned16(int offset) {
    return file.getShort(offset) & 0xffff;
  }

  private void read(int page, String name, List<String> columns) {
    int start = (page - 1) * PAGE_BYTES;
    int head = start + (page == 1 ? FILE_HEAD_BYTES : 0);
    int type = file.get(head);
    int cells = unsigned16(head + 3);
    boolean isInterior = type == 2 || type == 5;
    int pointers = head + (isInterior ? INTERIOR_HEAD_BYTES : ROOT_HEAD_BYTES);
    int free = unsigned16(head + 5) - (pointers + 2 * cells - start);
    if (free > 0) {
      places.add(new Place(name + " free space", pointers + 2 * cells, free));
    }
    for (int i = 0; i < cells; i++) {
      int cell = start + unsigned16(pointers + 2 * i);
      if (isInterior) {
        read(file.getInt(cell), name, columns);
        cell += Integer.BYTES;
      }
      switch (type) {
        case 13 -> readTableCell(cell, name, columns);
        case 2, 10 -> readIndexCell(cell, name, columns);
        default -> {}
      }
    }
    if (isInterior) {
      read(file.getInt(head + ROOT_HEAD_BYTES), name, columns);
    }
  }

  private void readTableCell(int cell, String name, List<String> columns) {
    Varint payload = varint(cell);
    Varint rowid = varint(payload.end());
    places.add(new Place(name + ".rowid", payload.end(), rowid.end() - payload.end()));
    if (payload.value() <= PAGE_BYTES - 35) {
      readRecord(rowid.end(), name, columns);
    }
  }

  private void readIndexCell(int cell, String name, List<String> columns) {
    Varint payload = varint(cell);
    if (payload.value() <= INDEX_LOCAL_MAX) {
      readRecord(payload.end(), name, columns);
    }
  }

  private void readRecord(int record, String name, List<String> columns) {
    Varint head = varint(record);
    int type = head.end();
    int value = record + (int) head.value();
    for (int i = 0; type < record + head.value(); i++) {
      Varint serial = varint(type);
      places.add(new Place(name + "." + columns.get(i) + " type", type, serial.end() - type));
      int bytes = bytes(serial.value());
      if (bytes > 0) {
        places.add(new Place(name + "." + columns.get(i), value, bytes));
      }
      value += bytes;
      type = serial.end();
    }
  }

  private static int bytes(long serialType) {
    return switch ((int) serialType) {
      case 0, 8, 9 -> 0;
      case 1, 2, 3, 4 -> (int) serialType;
      case 5 -> 6;
      case 6, 7 -> 8;
      default -> (int) (serialType - 12) / 2;
    };
  }

  /// @param end the offset behind the number
  private record Varint(long value, int end) {}

  private Varint varint(int offset) {
    long value = 0;
    for (int i = 0; i < 8; i++) {
      byte next = file.get(offset + i);
      value = (value << 7) | (next & 0x7f);
      if (next >= 0) {
        return new Varint(value, offset + i + 1);
      }
    }
    return new Varint((value << 8) | (file.get(offset + 8) & 0xff), offset + 9);
  }
}
