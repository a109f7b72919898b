package gochat.terminal.pipe;

import gochat.terminal.text.Utf8Input;
import java.io.IOException;
import java.io.InputStream;

/// Reads lines of UTF-8 into batches, on its own thread, because a blocked read cannot be ended.
/// Splits a line that is too long for a message. Replaces malformed bytes by U+FFFD.
final class LineReader {
  private static final int REPLACEMENT = 0xFFFD;

  private final Utf8Input in;
  private final int bytesMax;
  private final LineBatches batches;
  private final StringBuilder line = new StringBuilder();
  private int bytes;
  private boolean isCut;
  private long lineNumber = 1;
  private volatile long malformedLine;

  LineReader(InputStream in, int bytesMax, LineBatches batches) {
    this.in = new Utf8Input(in);
    this.bytesMax = bytesMax;
    this.batches = batches;
  }

  void run() {
    try {
      for (int c = in.next(); c != Utf8Input.END; c = in.next()) {
        switch (c) {
          case '\n' -> {
            endLine();
            lineNumber++;
          }
          case Utf8Input.MALFORMED -> {
            if (malformedLine == 0) {
              malformedLine = lineNumber;
            }
            add(REPLACEMENT);
          }
          default -> add(c);
        }
      }
      if (!line.isEmpty()) {
        endLine();
      }
    } catch (IOException _) {
      // An input with an error counts as ended.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    batches.end();
  }

  /// The number of the first malformed line, counted from 1; 0 if there is none.
  long malformedLine() {
    return malformedLine;
  }

  private void add(int c) throws InterruptedException {
    int size = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    if (bytes + size > bytesMax) {
      flush();
      isCut = true;
    }
    line.appendCodePoint(c);
    bytes += size;
  }

  private void endLine() throws InterruptedException {
    int last = line.length() - 1;
    if (last >= 0 && line.charAt(last) == '\r') {
      line.setLength(last);
    }
    // A line that was split exactly at its end has no empty rest.
    if (!isCut || !line.isEmpty()) {
      flush();
    }
    isCut = false;
  }

  private void flush() throws InterruptedException {
    batches.add(line.toString());
    line.setLength(0);
    bytes = 0;
  }
}
