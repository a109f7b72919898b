package gochat.limit;

import static gochat.limit.Beyond.close;
import static gochat.limit.Beyond.delay;
import static gochat.limit.Beyond.refusal;

/// Limits of streams, on all ports and in all contracts.
public final class StreamLimit {
  public static final Limit PER_CONNECTION =
      Limit.of(
              "stream.per-connection-max",
              100,
              Unit.COUNT,
              Scope.CONNECTION,
              refusal(
                  "REFUSED_STREAM",
                  "The new stream or call is refused; over HTTP/1.1 it" + " waits."))
          .settable(1, 10_000);
  public static final Limit PER_ACCOUNT =
      Limit.of(
              "stream.per-account-max",
              64,
              Unit.COUNT,
              Scope.ACCOUNT,
              close("RESOURCE_EXHAUSTED", "The new stream ends with a sentence."))
          .settable(1, 10_000);
  public static final Limit PER_GUEST =
      Limit.of(
              "stream.per-guest-max",
              4,
              Unit.COUNT,
              Scope.GUEST,
              close("RESOURCE_EXHAUSTED", "The new stream ends with a sentence."))
          .settable(1, 10_000);
  public static final Limit STALLED_AFTER =
      Limit.of(
          "stream.stalled-after-ms",
          30_000,
          Unit.MILLISECONDS,
          Scope.STREAM,
          close(
              "RESOURCE_EXHAUSTED",
              "The stream of a reader that takes nothing while data" + " waits ends."));

  /// From a stream's opening to the first name or token on it, over gRPC.
  public static final Limit UNREGISTERED =
      Limit.of(
          "stream.unregistered-ms",
          300_000,
          Unit.MILLISECONDS,
          Scope.STREAM,
          close("INVALID_ARGUMENT", "The stream ends with a sentence."));

  public static final Limit START_TIMEOUT =
      Limit.of(
          "stream.start-timeout-ms",
          10_000,
          Unit.MILLISECONDS,
          Scope.STREAM,
          close("DEADLINE_EXCEEDED", "A stream of the v1 API without a `start` ends."));
  public static final Limit FRAMES_PER_MESSAGE =
      Limit.of(
          "stream.frames-per-message-max",
          1_024,
          Unit.COUNT,
          Scope.MESSAGE,
          close("1008", "A message in more frames ends its WebSocket; all frames count."));

  /// The default of HTTP/2, so that a client without settings complies.
  public static final Limit WINDOW_BYTES =
      Limit.of(
          "stream.window-bytes",
          65_535,
          Unit.BYTES,
          Scope.STREAM,
          delay(
              "On the gRPC port: the peer may send no more until the server has read"
                  + " (HTTP/2 flow control)."));

  public static final Limit UNANSWERED =
      Limit.of(
          "stream.unanswered-max",
          256,
          Unit.COUNT,
          Scope.STREAM,
          delay("Further requests wait until replies are taken."));
  public static final Limit WAITING_REQUESTS =
      Limit.of(
          "stream.waiting-requests-max",
          64,
          Unit.COUNT,
          Scope.STREAM,
          delay("Nothing more is read of the stream until there are fewer."));

  private StreamLimit() {}
}
