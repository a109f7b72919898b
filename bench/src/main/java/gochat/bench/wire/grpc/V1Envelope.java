package gochat.bench.wire.grpc;

import gochat.bench.wire.Envelope;
import gochat.bench.wire.MessageIds;
import gochat.bench.wire.Stamp;
import io.netty.buffer.ByteBuf;
import java.util.function.IntSupplier;

/// Messages that differ in their [Stamp], in their request's id and in their client message id.
final class V1Envelope implements Envelope {
  private final byte[] frame;
  private final int messageIdOffset;
  private final int stampOffset;
  private final MessageIds messageIds;
  private final IntSupplier requestIds;

  /// @param frame the DATA frame of [V1Messages#send]
  V1Envelope(byte[] frame, int contentBytes, MessageIds messageIds, IntSupplier requestIds) {
    this.frame = frame;
    messageIdOffset = V1Messages.messageIdOffset(frame);
    stampOffset = frame.length - contentBytes;
    this.messageIds = messageIds;
    this.requestIds = requestIds;
  }

  @Override
  public int bytes() {
    return frame.length;
  }

  @Override
  public void write(ByteBuf out, int sender, int sequence, long timeNs) {
    int start = out.writerIndex();
    out.writeBytes(frame);
    V1Messages.setId(out, start + ClientFrames.FRAME_HEADER_BYTES, requestIds.getAsInt());
    messageIds.write(out, start + messageIdOffset);
    Stamp.write(out, start + stampOffset, sender, sequence, timeNs);
  }
}
