package gochat.client.seed;

import gochat.client.ChatChannel;
import java.util.ArrayDeque;
import java.util.List;

/// The lines that were given to the current stream and may still be under way.
///
/// The contract has no acknowledgements, so which lines a breaking stream may have taken along is a
/// judgement. It errs towards telling:
/// - **The other side ends it** (the server stopped, crashed or closed the stream). TCP was working
///   until then, so only what was handed over shortly before can be lost: the lines of the last
///   [#RECENT_MS].
/// - **The connection timed out.** It may have been dead since the last message that came through
///   it: the lines handed over since then, and those of [#RECENT_MS] before.
/// - **The server had stopped reading**, so that the stream took nothing more. Lines were stuck on
///   our side: those handed over since [#RECENT_MS] before it got stuck.
///
/// A line that was handed over minutes before the server was seen to stop is not reported, although
/// nobody can prove that it arrived.
///
/// Confined to the client's thread.
final class HandedOver {
  static final long RECENT_MS = 30_000;

  /// More lines than TCP and HTTP/2 take for a server that leaves them unread.
  static final int LINES_MAX = 10_000;

  private record Entry(ChatLine line, long atMs) {}

  private final ArrayDeque<Entry> entries = new ArrayDeque<>();
  private long lastHeardMs;
  private long stuckSinceMs = Long.MAX_VALUE;

  /// A new stream begins; nothing was handed over to it.
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

  /// The stream takes nothing more for now.
  void stuck(long nowMs) {
    stuckSinceMs = Math.min(stuckSinceMs, nowMs);
  }

  /// The stream takes lines again.
  void flowing() {
    stuckSinceMs = Long.MAX_VALUE;
  }

  /// The lines that may be lost with a stream that ended at `nowMs`, in order.
  List<ChatLine> uncertain(long nowMs, boolean timedOut) {
    long doubtSinceMs = Math.min(stuckSinceMs, timedOut ? lastHeardMs : nowMs);
    return entries.stream()
        .filter(entry -> entry.atMs() >= doubtSinceMs - RECENT_MS)
        .map(Entry::line)
        .toList();
  }

  /// Every line, for a stream of which the server took none.
  List<ChatLine> all() {
    return entries.stream().map(Entry::line).toList();
  }
}
