package gochat.ops;

import gochat.limit.OpsLimit;
import java.io.IOException;
import java.io.Writer;
import java.util.function.Function;

/// Sends what is written as replies to the caller of a command.
final class ReplyWriter extends Writer {
  /// JSON needs at most six bytes for each.
  private static final int PIECE_CHARS = OpsLimit.LINE_BYTES.standardInt() / 8;

  private final Function<String, AdminReply> reply;
  private final SocketLines lines;
  private final StringBuilder waiting = new StringBuilder();

  /// @param reply makes a reply of a text
  ReplyWriter(Function<String, AdminReply> reply, SocketLines lines) {
    this.reply = reply;
    this.lines = lines;
  }

  @Override
  public void write(char[] chars, int offset, int length) throws IOException {
    synchronized (lock) {
      waiting.append(chars, offset, length);
      while (waiting.length() > PIECE_CHARS) {
        // Both halves of a character go in one piece.
        send(
            Character.isHighSurrogate(waiting.charAt(PIECE_CHARS - 1))
                ? PIECE_CHARS - 1
                : PIECE_CHARS);
      }
    }
  }

  @Override
  public void flush() throws IOException {
    synchronized (lock) {
      if (!waiting.isEmpty()) {
        send(waiting.length());
      }
    }
  }

  private void send(int length) throws IOException {
    String text = waiting.substring(0, length);
    waiting.delete(0, length);
    lines.write(reply.apply(text).toJson());
  }

  @Override
  public void close() throws IOException {
    flush();
  }
}
