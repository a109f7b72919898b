package gochat.bench.wire;

import io.netty.buffer.ByteBuf;

/// Messages that differ only in their [Stamp].
public final class Template implements Envelope {
  private final byte[] message;
  private final int stampOffset;

  /// @param message with room for the stamp
  public Template(byte[] message, int stampOffset) {
    this.message = message;
    this.stampOffset = stampOffset;
  }

  @Override
  public int bytes() {
    return message.length;
  }

  @Override
  public void write(ByteBuf out, int sender, int sequence, long timeNs) {
    int start = out.writerIndex();
    out.writeBytes(message);
    Stamp.write(out, start + stampOffset, sender, sequence, timeNs);
  }
}
