package gochat.bench.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/// A connection that is scanned packet by packet, also if reads split packets.
///
/// A packet that is whole within one read is scanned in place and allocates no object.
public abstract class PacketConnection extends Connection {
  // The number of bytes that are added to an incomplete packet at a time until its end is found.
  private static final int PIECE_BYTES = 512;

  // The part of a packet from earlier reads.
  private final ByteBuf partial = Unpooled.buffer(0);

  protected PacketConnection(Listener listener) {
    super(listener);
  }

  /// Handles the packet at `offset` of `in`, if it ends before `end`.
  ///
  /// @return its bytes, 0 if it is incomplete
  protected abstract int packet(ByteBuf in, int offset, int end);

  @Override
  protected final void scan(ByteBuf in) {
    int at = in.readerIndex();
    int end = in.writerIndex();
    while (partial.isReadable() && at < end) {
      at = completePartial(in, at, end);
    }
    while (at < end) {
      int bytes = packet(in, at, end);
      if (bytes == 0) {
        partial.writeBytes(in, at, end - at);
        return;
      }
      at += bytes;
    }
  }

  private int completePartial(ByteBuf in, int offset, int end) {
    int before = partial.writerIndex();
    int piece = Math.min(PIECE_BYTES, end - offset);
    partial.writeBytes(in, offset, piece);
    int bytes = packet(partial, 0, partial.writerIndex());
    if (bytes == 0) {
      return offset + piece;
    }
    partial.clear();
    return offset + bytes - before;
  }
}
