package gochat.grpc;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.WireFormat;
import gochat.Gochat.ChatMessage;
import gochat.limit.RequestLimit;
import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;

/// Finds the username in a [ChatMessage] that is skipped. It reads the bytes as they come, accepts
/// the fields in any order, and keeps only the username. Malformed bytes have no username.
final class SkippedUsername {
  private static final int BYTES_MAX = RequestLimit.SKIPPED_NAME_BYTES.standardInt();

  private static final int TAG_TYPE_BITS = 3;

  /// The meaning of the next varint.
  private enum Varint {
    TAG,
    VALUE,
    LENGTH
  }

  private final ByteArrayOutputStream username = new ByteArrayOutputStream();
  private Varint expected = Varint.TAG;
  private long varint;
  private int varintBits;
  private long field;
  private long fieldBytesLeft;

  /// @param part the next bytes of the message, read by this method
  void read(ByteBuf part) {
    while (part.isReadable()) {
      if (fieldBytesLeft > 0) {
        readField(part);
      } else {
        readVarint(part.readByte());
      }
    }
  }

  private void readField(ByteBuf part) {
    int bytes = (int) Math.min(fieldBytesLeft, part.readableBytes());
    fieldBytesLeft -= bytes;
    if (field == ChatMessage.USERNAME_FIELD_NUMBER) {
      int kept = Math.min(bytes, BYTES_MAX - username.size());
      byte[] name = new byte[kept];
      part.readBytes(name).skipBytes(bytes - kept);
      username.writeBytes(name);
    } else {
      part.skipBytes(bytes);
    }
  }

  private void readVarint(byte octet) {
    varint |= (octet & 0x7fL) << varintBits;
    varintBits += 7;
    if (octet >= 0) {
      long whole = varint;
      varint = 0;
      varintBits = 0;
      onVarint(whole);
    }
  }

  private void onVarint(long value) {
    switch (expected) {
      case TAG -> {
        field = value >>> TAG_TYPE_BITS;
        onType((int) value & 7);
      }
      case VALUE -> expected = Varint.TAG;
      case LENGTH -> {
        expected = Varint.TAG;
        fieldBytesLeft = value;
        if (field == ChatMessage.USERNAME_FIELD_NUMBER) {
          // The last value of a repeated field counts.
          username.reset();
        }
      }
    }
  }

  private void onType(int wireType) {
    switch (wireType) {
      case WireFormat.WIRETYPE_VARINT -> expected = Varint.VALUE;
      case WireFormat.WIRETYPE_LENGTH_DELIMITED -> expected = Varint.LENGTH;
      case WireFormat.WIRETYPE_FIXED64 -> fieldBytesLeft = Long.BYTES;
      case WireFormat.WIRETYPE_FIXED32 -> fieldBytesLeft = Integer.BYTES;
      // The begin or the end of a group: its fields are read as others.
      default -> expected = Varint.TAG;
    }
  }

  /// The username, empty for none.
  String username() {
    return username.toString(UTF_8);
  }
}
