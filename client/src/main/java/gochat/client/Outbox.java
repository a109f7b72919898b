package gochat.client;

import java.util.List;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The lines that wait for a stream, bounded. Any thread puts in, one takes out.
final class Outbox {
  /// Characters that may wait, about 2 MiB.
  static final int CHARS_MAX = 1 << 20;

  /// What a line costs beside its text.
  private static final int LINE_OVERHEAD_CHARS = 32;

  private record Waiting(ChatLine line, int chars) {}

  private final Semaphore room = new Semaphore(CHARS_MAX);
  private final LinkedBlockingDeque<Waiting> lines = new LinkedBlockingDeque<>();

  /// @return false when there was no room for the line within `waitMs`
  boolean offer(ChatLine line, long waitMs) throws InterruptedException {
    // A line longer than the whole outbox takes all of it.
    int chars =
        Math.min(CHARS_MAX, line.text().length() + line.target().length() + LINE_OVERHEAD_CHARS);
    if (!room.tryAcquire(chars, waitMs, TimeUnit.MILLISECONDS)) {
      return false;
    }
    lines.addLast(new Waiting(line, chars));
    return true;
  }

  @Nullable ChatLine poll() {
    Waiting first = lines.pollFirst();
    if (first == null) {
      return null;
    }
    room.release(first.chars());
    return first.line();
  }

  /// Puts lines that were taken out back to the front; there is always room for them.
  void putBack(List<ChatLine> inOrder) {
    for (ChatLine line : inOrder.reversed()) {
      lines.addFirst(new Waiting(line, 0));
    }
  }

  int size() {
    return lines.size();
  }
}
