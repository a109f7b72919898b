package gochat.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// One connection of a [Crowd], read on a virtual thread. It finds the messages by their marks and
/// checks that their numbers, which follow the marks, come in order.
final class CrowdReader implements Runnable {
  enum Speed {
    FULL,
    /// A tenth of what is sent.
    TENTH,
    STALLED
  }

  /// Each message contains it once, and nothing else does.
  private static final byte[] MARK = "✓🙂".getBytes(UTF_8);

  private static final int DIGITS = 8;
  private static final int READ_BYTES_MAX = 16 * 1_024;
  private static final int SLOW_READ_BYTES_MAX = 1_024;

  private final Crowd crowd;
  private final InputStream in;
  private final int streams;
  private final byte[] buffer;
  private int matched;
  private int digits;
  private long number;
  private long expected;

  private volatile Speed speed;
  private volatile long read;
  private volatile @Nullable String problem;

  /// @param streams of the connection; each message comes once on each
  CrowdReader(Crowd crowd, InputStream in, int streams, Speed speed) {
    this.crowd = crowd;
    this.in = in;
    this.streams = streams;
    this.speed = speed;
    buffer = new byte[speed == Speed.FULL ? READ_BYTES_MAX : SLOW_READ_BYTES_MAX];
    expected = crowd.sent();
    read = expected * streams;
  }

  /// A text that readers find.
  static String text(int bytes, long number) {
    String end = new String(MARK, UTF_8) + "%08d".formatted(number);
    return "x".repeat(bytes - MARK.length - DIGITS) + end;
  }

  boolean isSlow() {
    return speed != Speed.FULL;
  }

  /// Reads at full speed from now on.
  void hurry() {
    speed = Speed.FULL;
  }

  boolean hasReadAll() {
    return read == crowd.sent() * streams;
  }

  /// The first message that came out of order; null if there is none.
  @Nullable String problem() {
    return problem;
  }

  @Override
  public void run() {
    try {
      for (int bytes = next(); bytes >= 0; bytes = next()) {
        for (int i = 0; i < bytes; i++) {
          look(buffer[i]);
        }
      }
    } catch (IOException | InterruptedException e) {
      // Closed: the test is over.
    }
  }

  private int next() throws IOException, InterruptedException {
    if (isSlow()) {
      crowd.awaitSent(this::isDue);
    }
    return in.read(buffer);
  }

  private boolean isDue() {
    return switch (speed) {
      case FULL -> true;
      case TENTH -> read < crowd.sent() * streams / 10;
      case STALLED -> false;
    };
  }

  private void look(byte next) {
    if (digits > 0) {
      number = number * 10 + next - '0';
      digits--;
      if (digits == 0) {
        received();
      }
    } else if (next != MARK[matched]) {
      matched = next == MARK[0] ? 1 : 0;
    } else {
      matched++;
      if (matched == MARK.length) {
        matched = 0;
        digits = DIGITS;
        number = 0;
      }
    }
  }

  private void received() {
    // The messages of several streams are not ordered among each other.
    if (streams == 1 && number != expected && problem == null) {
      problem = "number: " + number + " (expected: " + expected + ")";
    }
    expected = number + 1;
    // Only this thread writes `read`.
    long readNow = read + 1;
    read = readNow;
    if (hasReadAll()) {
      crowd.hasRead(this);
    }
  }
}
