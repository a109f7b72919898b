package gochat.store.sqlite;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// The checksum of a row: CRC-32C over its table and its values, each with its place and its type.
/// Null values are left out. It finds flipped bits, and a row in the place of another one, because
/// the key is one of the values. It is no defence against forgers. Not thread-safe.
final class RowChecksum {
  /// The types of SQLite.
  static final byte INTEGER = 1;

  static final byte TEXT = 3;
  static final byte BLOB = 4;

  private static final int BUFFER_BYTES = 1_024;
  private static final int VALUE_HEAD_BYTES = 2 * Byte.BYTES + Long.BYTES;

  private final CRC32C crc = new CRC32C();
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);

  /// @param table the table's number
  void begin(int table) {
    crc.reset();
    buffer.clear().putInt(table);
  }

  /// @param place of the value's column in [CheckedTable#columns], from 1 on
  void add(int place, long value) {
    makeSpace(VALUE_HEAD_BYTES).put((byte) place).put(INTEGER).putLong(value);
  }

  /// @param type [#TEXT], in UTF-8, or [#BLOB]
  void add(int place, byte type, byte[] value) {
    makeSpace(VALUE_HEAD_BYTES).put((byte) place).put(type).putInt(value.length);
    if (value.length <= buffer.remaining()) {
      buffer.put(value);
    } else {
      drain();
      crc.update(value);
    }
  }

  private ByteBuffer makeSpace(int bytes) {
    if (buffer.remaining() < bytes) {
      drain();
    }
    return buffer;
  }

  private void drain() {
    crc.update(buffer.flip());
    buffer.clear();
  }

  /// The checksum of the values since [#begin].
  int end() {
    drain();
    return (int) crc.getValue();
  }
}
