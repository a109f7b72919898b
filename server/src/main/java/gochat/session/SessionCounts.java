package gochat.session;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Counts the streams of a server and their work. Lanes write, any thread reads; nothing waits.
public final class SessionCounts {
  private final Map<StreamKind, LongAdder> opened = ofEachKind();
  private final Map<StreamKind, LongAdder> ended = ofEachKind();
  private final LongAdder behind = new LongAdder();
  private final LongAdder waitingBytes = new LongAdder();
  private final LongAdder eventsFromLog = new LongAdder();
  private final LongAdder whispers = new LongAdder();

  private static Map<StreamKind, LongAdder> ofEachKind() {
    return Arrays.stream(StreamKind.values())
        .collect(Collectors.toUnmodifiableMap(Function.identity(), _ -> new LongAdder()));
  }

  private static LongAdder of(Map<StreamKind, LongAdder> counts, StreamKind kind) {
    return requireNonNull(counts.get(kind));
  }

  /// Counts a new stream until [Part#end].
  Part opened(StreamKind kind) {
    of(opened, kind).increment();
    return new Part(kind);
  }

  /// The part of one stream. Confined to the stream's lane.
  final class Part {
    private final StreamKind kind;
    private long bytes;

    private Part(StreamKind kind) {
      this.kind = kind;
    }

    /// @param now the bytes that wait for the client
    void waiting(long now) {
      if (now != bytes) {
        waitingBytes.add(now - bytes);
        bytes = now;
      }
    }

    void end() {
      waiting(0);
      of(ended, kind).increment();
    }
  }

  /// Streams have fallen behind, or have caught up.
  ///
  /// @param more negative for those that have caught up
  void behind(int more) {
    behind.add(more);
  }

  void readFromLog(int events) {
    eventsFromLog.add(events);
  }

  void whispered() {
    whispers.increment();
  }

  /// The streams that were opened so far.
  public long openedSoFar(StreamKind kind) {
    return of(opened, kind).sum();
  }

  /// The open streams.
  public long open(StreamKind kind) {
    // In this order, so that no stream counts as ended only.
    long endedBefore = of(ended, kind).sum();
    return of(opened, kind).sum() - endedBefore;
  }

  /// The streams that read the log because they are not live.
  public long behindNow() {
    return behind.sum();
  }

  /// The bytes that wait for clients, as the last sweep of each stream found them.
  public long waitingBytes() {
    return waitingBytes.sum();
  }

  /// The events that streams have read from the log so far.
  public long eventsFromLog() {
    return eventsFromLog.sum();
  }

  /// The private messages that were passed on without being stored so far.
  public long whispersSoFar() {
    return whispers.sum();
  }
}
