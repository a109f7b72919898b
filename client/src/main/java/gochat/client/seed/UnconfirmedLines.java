package gochat.client.seed;

import gochat.client.ChatChannel;
import java.util.ArrayDeque;
import java.util.List;

/// The lines that were handed over to the current stream and may not have arrived.
///
/// The contract has no acknowledgements, so which lines a broken stream may have lost is an
/// estimate. It reports too many lines rather than too few:
/// - **The other side ended the stream** (the server stopped, crashed or closed it). TCP worked
///   until then, so only recent lines can be lost: those of the last [#RECENT_MS].
/// - **The connection timed out.** It may have been dead since the last received message: the lines
///   since then, and those of [#RECENT_MS] before.
/// - **The server had stopped reading**, so that the stream accepted no lines. Lines were buffered
///   on this side: those since [#RECENT_MS] before it stopped.
///
/// A line that was handed over minutes before the end is not reported, although there is no proof
/// that it arrived.
///
/// Confined to the client's thread.
final class UnconfirmedLines {
  static final long RECENT_MS = 30_000;

  /// More lines than TCP and HTTP/2 buffer for a server that does not read.
  static final int LINES_MAX = 10_000;

  private record Entry(ChatLine line, long atMs) {}

  private final ArrayDeque<Entry> entries = new ArrayDeque<>();
  private long lastHeardMs;
  private long stuckSinceMs = Long.MAX_VALUE;

  /// A new stream begins.
  void begin(long nowMs) {
    entries.clear();
    lastHeardMs = nowMs;
    stuckSinceMs = Long.MAX_VALUE;
  }

  void add(ChatLine line, long nowMs) {
    while (!entries.isEmpty()
        && (entries.size() >= LINES_MAX
            || entries.getFirst().atMs() < nowMs - ChatChannel.DEAD_AFTER_MS - RECENT_MS)) {
      entries.removeFirst();
    }
    entries.addLast(new Entry(line, nowMs));
  }

  /// The server sent something.
  void heard(long nowMs) {
    lastHeardMs = nowMs;
  }

  /// The stream accepts no lines for now.
  void stuck(long nowMs) {
    stuckSinceMs = Math.min(stuckSinceMs, nowMs);
  }

  /// The stream accepts lines again.
  void flowing() {
    stuckSinceMs = Long.MAX_VALUE;
  }

  /// The lines that a stream that ended at `nowMs` may have lost, in order.
  List<ChatLine> uncertain(long nowMs, boolean timedOut) {
    long doubtSinceMs = Math.min(stuckSinceMs, timedOut ? lastHeardMs : nowMs);
    return entries.stream()
        .filter(entry -> entry.atMs() >= doubtSinceMs - RECENT_MS)
        .map(Entry::line)
        .toList();
  }

  /// All lines, for a stream from which the server accepted none.
  List<ChatLine> all() {
    return entries.stream().map(Entry::line).toList();
  }
}
