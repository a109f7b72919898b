package gochat.bench.wire.grpc;

import static io.netty.handler.codec.http2.Http2FrameTypes.DATA;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.Http2Flags;

/// Finds the HTTP/2 frames in the received bytes of one connection, also those that reads split.
///
/// Payload of DATA is passed on in place, piece by piece; every other frame is rare and is passed
/// on whole.
final class FrameScanner {
  private static final int HEADER_BYTES = 9;

  /// Receives the frames.
  interface Sink {
    /// A piece of a DATA frame's payload without its padding.
    void onData(ByteBuf in, int offset, int length);

    /// The end of a DATA frame.
    ///
    /// @param flowBytes its bytes of the receive windows, padding included
    void onDataEnd(int flowBytes, boolean endOfStream);

    /// Any other frame.
    void onFrame(byte type, Http2Flags flags, int streamId, ByteBuf payload);
  }

  private final Sink sink;

  // The part of a header, or of a frame other than DATA, from earlier reads.
  private final ByteBuf partial = Unpooled.buffer(HEADER_BYTES);

  private boolean inPayload;
  private int payloadBytes;
  private byte type;
  private short flags;
  private int streamId;
  private int unread;
  private int padding;
  private boolean paddingKnown;

  FrameScanner(Sink sink) {
    this.sink = sink;
  }

  /// Reads all of `in`.
  void scan(ByteBuf in) {
    while (inPayload ? payload(in) : header(in)) {}
  }

  private boolean header(ByteBuf in) {
    if (partial.writerIndex() == 0 && in.readableBytes() >= HEADER_BYTES) {
      header(in, in.readerIndex());
      in.skipBytes(HEADER_BYTES);
      return true;
    }
    if (!fillPartial(in, HEADER_BYTES)) {
      return false;
    }
    header(partial, 0);
    partial.clear();
    return true;
  }

  private void header(ByteBuf in, int offset) {
    payloadBytes = in.getUnsignedMedium(offset);
    type = in.getByte(offset + 3);
    flags = in.getUnsignedByte(offset + 4);
    streamId = in.getInt(offset + 5);
    unread = payloadBytes;
    padding = 0;
    paddingKnown = (flags & Http2Flags.PADDED) == 0;
    inPayload = true;
  }

  private boolean payload(ByteBuf in) {
    return type == DATA ? data(in) : other(in);
  }

  private boolean data(ByteBuf in) {
    if (!paddingKnown) {
      if (!in.isReadable()) {
        return false;
      }
      padding = in.readUnsignedByte();
      paddingKnown = true;
      unread--;
    }
    int piece = Math.min(unread - padding, in.readableBytes());
    if (piece > 0) {
      sink.onData(in, in.readerIndex(), piece);
      in.skipBytes(piece);
      unread -= piece;
    }
    if (unread <= padding) {
      int skipped = Math.min(unread, in.readableBytes());
      in.skipBytes(skipped);
      unread -= skipped;
      padding = unread;
    }
    if (unread > 0) {
      return false;
    }
    inPayload = false;
    sink.onDataEnd(payloadBytes, (flags & Http2Flags.END_STREAM) != 0);
    return true;
  }

  private boolean other(ByteBuf in) {
    if (partial.writerIndex() == 0 && in.readableBytes() >= payloadBytes) {
      sink.onFrame(type, new Http2Flags(flags), streamId, in.readSlice(payloadBytes));
    } else if (fillPartial(in, payloadBytes)) {
      sink.onFrame(type, new Http2Flags(flags), streamId, partial);
      partial.clear();
    } else {
      return false;
    }
    inPayload = false;
    return true;
  }

  private boolean fillPartial(ByteBuf in, int bytes) {
    partial.writeBytes(in, Math.min(bytes - partial.writerIndex(), in.readableBytes()));
    return partial.writerIndex() == bytes;
  }
}
