package gochat.transfer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/// Reads lines in blocks. For one thread.
final class LineReader implements AutoCloseable {
  private static final int BLOCK_BYTES = 64 * 1_024;

  private final InputStream in;
  private final byte[] block = new byte[BLOCK_BYTES];
  private int position;

  /// The end of what was read into the block.
  private int end;

  LineReader(InputStream in) {
    this.in = in;
  }

  /// The next line with its end; empty at the end of the stream. A line without an end is cut.
  byte[] next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (position < end || fills()) {
      int from = position;
      boolean isWhole = false;
      while (position < end && !isWhole) {
        isWhole = block[position] == '\n';
        position++;
      }
      line.write(block, from, position - from);
      if (isWhole) {
        return line.toByteArray();
      }
    }
    return new byte[0];
  }

  /// Reads the next block, at least one byte.
  ///
  /// @return whether there was one
  private boolean fills() throws IOException {
    position = 0;
    end = Math.max(0, in.read(block));
    return end > 0;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
