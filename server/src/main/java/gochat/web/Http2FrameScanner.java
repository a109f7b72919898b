package gochat.web;

import io.netty.buffer.ByteBuf;

/// Finds the frames of one direction of an HTTP/2 connection without consuming them. Runs on the
/// connection's event loop only.
final class Http2FrameScanner {
  private static final int HEADER_BYTES = 9;

  /// Called for each frame when its header has come.
  @FunctionalInterface
  interface Sink {
    /// @param payload the part of the payload that has come, from the reader's index on; must not
    ///   be changed
    void frame(int type, int flags, int streamId, int length, ByteBuf payload);
  }

  private final byte[] header = new byte[HEADER_BYTES];
  private final Sink sink;
  private int headerBytes;
  private int skipBytes;

  /// @param skipBytes the number of bytes before the first frame
  Http2FrameScanner(int skipBytes, Sink sink) {
    this.skipBytes = skipBytes;
    this.sink = sink;
  }

  /// @param bytes whose indexes are not changed
  void scan(ByteBuf bytes) {
    ByteBuf in = bytes.duplicate();
    while (in.isReadable()) {
      if (skipBytes > 0) {
        int skipped = Math.min(skipBytes, in.readableBytes());
        in.skipBytes(skipped);
        skipBytes -= skipped;
        continue;
      }
      int taken = Math.min(HEADER_BYTES - headerBytes, in.readableBytes());
      in.readBytes(header, headerBytes, taken);
      headerBytes += taken;
      if (headerBytes == HEADER_BYTES) {
        headerBytes = 0;
        int length = (header[0] & 0xff) << 16 | (header[1] & 0xff) << 8 | (header[2] & 0xff);
        int streamId =
            (header[5] & 0x7f) << 24
                | (header[6] & 0xff) << 16
                | (header[7] & 0xff) << 8
                | (header[8] & 0xff);
        skipBytes = length;
        sink.frame(header[3] & 0xff, header[4], streamId, length, in);
      }
    }
  }
}
