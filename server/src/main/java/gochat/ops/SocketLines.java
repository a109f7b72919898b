package gochat.ops;

import static java.nio.charset.StandardCharsets.UTF_8;

import gochat.limit.OpsLimit;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/// The lines of UTF-8 that are read from and written to a socket. One thread reads; any thread
/// writes.
final class SocketLines implements AutoCloseable {
  private static final int LINE_BYTES_MAX = OpsLimit.LINE_BYTES.standardInt();

  private final SocketChannel channel;

  /// Bytes that were read and belong to later lines, ready to be read from.
  private final ByteBuffer read = ByteBuffer.allocate(LINE_BYTES_MAX + 1).flip();

  SocketLines(SocketChannel channel) {
    this.channel = channel;
  }

  /// The next line; null at the end. Bytes without the end of a line are left out.
  ///
  /// @throws IOException also when a line is longer than [OpsLimit#LINE_BYTES]
  @Nullable String read() throws IOException {
    int scanned = 0;
    while (true) {
      for (; scanned < read.remaining(); scanned++) {
        if (read.get(read.position() + scanned) == '\n') {
          String line = UTF_8.decode(read.slice(read.position(), scanned)).toString();
          read.position(read.position() + scanned + 1);
          return line;
        }
      }
      if (scanned > LINE_BYTES_MAX) {
        throw tooLong();
      }
      read.compact();
      int count = channel.read(read);
      read.flip();
      if (count < 0) {
        return null;
      }
    }
  }

  private static IOException tooLong() {
    return new IOException("a command or an answer of more than " + LINE_BYTES_MAX + " bytes");
  }

  /// @throws IOException also when the line is longer than [OpsLimit#LINE_BYTES]
  synchronized void write(String line) throws IOException {
    ByteBuffer bytes = UTF_8.encode(line + "\n");
    if (bytes.remaining() > LINE_BYTES_MAX + 1) {
      throw tooLong();
    }
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
