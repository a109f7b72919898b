package gochat.store.sqlite;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Converts values to columns and back.
final class Columns {
  private static final int UUID_BYTES = 2 * Long.BYTES;

  /// A reaction without U+FE0F, which older rows contain.
  static final String REACTION = "replace(reaction, char(65039), '')";

  private Columns() {}

  static byte[] bytes(UUID id) {
    return put(ByteBuffer.allocate(UUID_BYTES), id).array();
  }

  /// Null for an empty list, because a null takes no space.
  static byte @Nullable [] bytes(List<UUID> ids) {
    if (ids.isEmpty()) {
      return null;
    }
    ByteBuffer bytes = ByteBuffer.allocate(ids.size() * UUID_BYTES);
    ids.forEach(id -> put(bytes, id));
    return bytes.array();
  }

  private static ByteBuffer put(ByteBuffer bytes, UUID id) {
    return bytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
  }

  static UUID uuid(ResultSet row, int column) throws SQLException {
    return uuid(row.getBytes(column));
  }

  static UUID uuid(byte[] bytes) {
    return uuid(ByteBuffer.wrap(bytes));
  }

  static List<UUID> uuids(byte @Nullable [] bytes) {
    if (bytes == null) {
      return List.of();
    }
    List<UUID> ids = new ArrayList<>();
    for (ByteBuffer rest = ByteBuffer.wrap(bytes); rest.hasRemaining(); ) {
      ids.add(uuid(rest));
    }
    return ids;
  }

  private static UUID uuid(ByteBuffer bytes) {
    return new UUID(bytes.getLong(), bytes.getLong());
  }

  /// Reads a text as bytes, because it may contain a NUL character.
  static String text(ResultSet row, int column) throws SQLException {
    return text(row.getBytes(column));
  }

  static String text(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }
}
