package gochat.bench.wire.broker;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import gochat.bench.wire.Envelope;
import gochat.bench.wire.PacketConnection;
import gochat.bench.wire.Template;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;

/// A connection of a text protocol, whose packets begin with a line that ends in CR LF.
abstract class LineConnection extends PacketConnection {
  private static final int LINE_BYTES_MAX = 8 << 10;

  LineConnection(Listener listener) {
    super(listener);
  }

  /// Handles the packet that begins with a line, if it ends before `end`.
  ///
  /// @param lineEnd where the line's CR is
  /// @return the packet's bytes, 0 if it is incomplete
  protected abstract int line(ByteBuf in, int offset, int lineEnd, int end);

  @Override
  protected final int packet(ByteBuf in, int offset, int end) {
    int lineEnd = lineEnd(in, offset, end);
    return lineEnd < 0 ? 0 : line(in, offset, lineEnd, end);
  }

  /// The index of the CR of the line from `offset` on, -1 if the line is incomplete.
  static int lineEnd(ByteBuf in, int offset, int end) {
    // A buffer searches backwards if the first index is the later one.
    int feed = offset < end ? in.indexOf(offset, end, (byte) '\n') : -1;
    if (feed < 0 && end - offset > LINE_BYTES_MAX) {
      throw new IllegalArgumentException("a line of more than " + LINE_BYTES_MAX + " bytes");
    }
    return feed < 0 ? -1 : feed - 1;
  }

  /// The decimal number that ends before `end`.
  static int numberBefore(ByteBuf in, int end) {
    int value = 0;
    int power = 1;
    for (int at = end - 1; in.getByte(at) >= '0' && in.getByte(at) <= '9'; at--) {
      value += (in.getByte(at) - '0') * power;
      power *= 10;
    }
    return value;
  }

  static String text(ByteBuf in, int offset, int end) {
    return in.toString(offset, end - offset, UTF_8);
  }

  static void writeText(ByteBuf out, String text) {
    ByteBufUtil.writeUtf8(out, text);
  }

  void writeText(String text) {
    ByteBuf out = buffer(text.length());
    writeText(out, text);
    write(out);
  }

  /// Messages that consist of their content between two texts.
  static Envelope textEnvelope(String before, int contentBytes, String after) {
    byte[] message = (before + "-".repeat(contentBytes) + after).getBytes(US_ASCII);
    return new Template(message, before.length());
  }
}
