package gochat.web;

import gochat.limit.ConnectionLimit;
import gochat.limit.StreamLimit;
import java.util.concurrent.TimeUnit;

/// What the web port grants.
///
/// @param requestBytesMax the body of a request, 1_024..33_554_432
/// @param headerBytesMax the head of a request, 1_024..1_048_576
/// @param textBytesMax a text that comes over a WebSocket, 1_024..33_554_432
/// @param requestTimeoutMs from the head of a call to the end of its answer, 10..600_000
/// @param idleTimeoutMs time from the connection to its first request, TLS included, and from one
///   to the next, 10..86_400_000
/// @param pingAfterMs silence after which a stream is pinged, 10..86_400_000
/// @param deadAfterMs further silence after which it is closed, 10..86_400_000
/// @param stalledAfterMs time for which bytes may wait for a stream that takes none, 10..86_400_000
public record WebLimits(
    int requestBytesMax,
    int headerBytesMax,
    int textBytesMax,
    int requestTimeoutMs,
    int idleTimeoutMs,
    int pingAfterMs,
    int deadAfterMs,
    int stalledAfterMs) {
  private static final int BODY_BYTES_MAX = 32 * 1_024 * 1_024;
  private static final int DAY_MS = 86_400_000;

  /// In JSON a letter of one byte may be written as an escape of six, and a message has more than
  /// its text.
  private static final int JSON_BYTES_PER_BYTE_MAX = 6;

  private static final int OTHER_FIELDS_BYTES = 8 * 1_024;

  public WebLimits {
    check(requestBytesMax, 1_024, BODY_BYTES_MAX, "web.request-bytes-max");
    check(headerBytesMax, 1_024, 1_048_576, "web.header-bytes-max");
    check(textBytesMax, 1_024, BODY_BYTES_MAX, "web.text-bytes-max");
    check(requestTimeoutMs, 10, 600_000, "web.request-timeout-ms");
    check(idleTimeoutMs, 10, DAY_MS, "web.idle-timeout-ms");
    check(pingAfterMs, 10, DAY_MS, "web.ping-after-ms");
    check(deadAfterMs, 10, DAY_MS, "web.dead-after-ms");
    check(stalledAfterMs, 10, DAY_MS, "web.stalled-after-ms");
  }

  private static void check(int value, int min, int max, String key) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          key + ": " + value + " (expected: " + min + ".." + max + ")");
    }
  }

  /// What a server grants whose messages have texts of up to `messageBytesMax` bytes of UTF-8.
  public static WebLimits forMessagesOf(int messageBytesMax) {
    int bytes = messageBytesMax * JSON_BYTES_PER_BYTE_MAX + OTHER_FIELDS_BYTES;
    return new WebLimits(
        bytes,
        ConnectionLimit.HEADER_BYTES.standardInt(),
        bytes,
        ConnectionLimit.REQUEST_TIMEOUT.standardInt(),
        ConnectionLimit.IDLE_TIMEOUT.standardInt(),
        ConnectionLimit.PING_AFTER.standardInt(),
        ConnectionLimit.DEAD_AFTER.standardInt(),
        StreamLimit.STALLED_AFTER.standardInt());
  }

  /// These limits with other times for streams.
  public WebLimits withStreamTimes(int pingAfterMs, int deadAfterMs, int stalledAfterMs) {
    return new WebLimits(
        requestBytesMax,
        headerBytesMax,
        textBytesMax,
        requestTimeoutMs,
        idleTimeoutMs,
        pingAfterMs,
        deadAfterMs,
        stalledAfterMs);
  }

  /// These limits with other times for requests.
  public WebLimits withRequestTimes(int requestTimeoutMs, int idleTimeoutMs) {
    return new WebLimits(
        requestBytesMax,
        headerBytesMax,
        textBytesMax,
        requestTimeoutMs,
        idleTimeoutMs,
        pingAfterMs,
        deadAfterMs,
        stalledAfterMs);
  }

  boolean connectionIsIdle(long idleNanos) {
    return idleNanos >= TimeUnit.MILLISECONDS.toNanos(idleTimeoutMs);
  }

  boolean peerIsSilent(long silentNanos) {
    return silentNanos >= TimeUnit.MILLISECONDS.toNanos(pingAfterMs);
  }

  boolean peerIsDead(long silentNanos) {
    return silentNanos >= TimeUnit.MILLISECONDS.toNanos((long) pingAfterMs + deadAfterMs);
  }

  boolean readerIsStalled(long waitingNanos) {
    return waitingNanos >= TimeUnit.MILLISECONDS.toNanos(stalledAfterMs);
  }

  /// How often connections and streams are looked at: a tenth of the shortest time.
  long sweepPeriodMs() {
    int shortestMs =
        Math.min(Math.min(idleTimeoutMs, stalledAfterMs), Math.min(pingAfterMs, deadAfterMs));
    return Math.max(1, shortestMs / 10);
  }
}
