package gochat.terminal.pipe;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;

/// Reads lines of UTF-8 into batches, on a thread of its own: a blocked read can't be ended. A line
/// that is too long for a message is cut.
final class LineReading {
  private final Reader in;
  private final int bytesMax;
  private final LineBatches batches;
  private final StringBuilder line = new StringBuilder();
  private int bytes;
  private boolean isCut;

  LineReading(InputStream in, int bytesMax, LineBatches batches) {
    this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    this.bytesMax = bytesMax;
    this.batches = batches;
  }

  void run() {
    try {
      for (int c = nextCodePoint(); c >= 0; c = nextCodePoint()) {
        if (c == '\n') {
          endLine();
        } else {
          add(c);
        }
      }
      if (!line.isEmpty()) {
        endLine();
      }
    } catch (IOException _) {
      // An input that fails has ended.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    batches.end();
  }

  private int nextCodePoint() throws IOException {
    int first = in.read();
    if (first < 0 || !Character.isHighSurrogate((char) first)) {
      return first;
    }
    // The decoder gives both or neither.
    return Character.toCodePoint((char) first, (char) in.read());
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
    // What was cut at its very end is no empty line more.
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
