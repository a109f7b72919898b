package gochat.bench.wire.grpc;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/// Reads the fields of a protobuf message in place and in order. A connection has one walker, so
/// that a message allocates no object.
///
/// @implNote Protobuf writes fields in the order of their numbers, with no varint longer than ten
///   bytes. Every method throws an IllegalArgumentException if a field ends after its message.
final class FieldWalker {
  private static final int VARINT = 0;
  private static final int FIXED_64 = 1;
  private static final int LENGTH_DELIMITED = 2;
  private static final int FIXED_32 = 5;
  private static final int VARINT_BITS_MAX = 70;

  private ByteBuf in = Unpooled.EMPTY_BUFFER;
  private int at;
  private int end;
  private long number;
  private int offset;
  private int length;

  /// Begins with the message of `length` bytes at `offset` of `in`.
  void start(ByteBuf in, int offset, int length) {
    this.in = in;
    at = offset;
    end = checked(offset, length, in.writerIndex());
  }

  /// Goes to the next field.
  ///
  /// @return its number in the schema, 0 at the end of the message
  int next() {
    if (at == end) {
      return 0;
    }
    long tag = varint();
    int bytes =
        switch ((int) tag & 7) {
          case VARINT -> {
            number = varint();
            yield 0;
          }
          case LENGTH_DELIMITED -> Math.clamp(varint(), -1, Integer.MAX_VALUE);
          case FIXED_64 -> Long.BYTES;
          case FIXED_32 -> Integer.BYTES;
          default ->
              throw new IllegalArgumentException("tag: " + tag + " (expected: a known type)");
        };
    offset = at;
    length = bytes;
    at = checked(at, bytes, end);
    return (int) (tag >>> 3);
  }

  /// Goes on to the next field of this number, if there is one.
  boolean find(int field) {
    int found = next();
    while (found != 0 && found != field) {
      found = next();
    }
    return found == field;
  }

  /// Goes into the message that the next field of this number holds, if there is one.
  boolean enter(int field) {
    boolean found = find(field);
    if (found) {
      enter();
    }
    return found;
  }

  /// Goes into the message that this field holds.
  void enter() {
    at = offset;
    end = offset + length;
  }

  /// The value of this field, a number.
  long number() {
    return number;
  }

  /// The offset of the value of this field, a text or a message.
  int offset() {
    return offset;
  }

  int length() {
    return length;
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < VARINT_BITS_MAX; shift += 7) {
      if (at == end) {
        break;
      }
      byte piece = in.getByte(at++);
      value |= (long) (piece & 0x7F) << shift;
      if (piece >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("varint at " + at + " (expected: an end)");
  }

  private static int checked(int offset, int length, int end) {
    if (length < 0 || length > end - offset) {
      throw new IllegalArgumentException(
          "field length: " + length + " (expected: 0.." + (end - offset) + ")");
    }
    return offset + length;
  }
}
