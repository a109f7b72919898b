package gochat.limit;

import static gochat.limit.Beyond.close;
import static gochat.limit.Beyond.less;
import static gochat.limit.Beyond.refusal;

/// Of connections, on both ports.
public final class ConnectionLimit {
  public static final Limit OPEN =
      Limit.of(
              "connection.max",
              20_000,
              Unit.COUNT,
              Scope.SERVER,
              close("GOAWAY", "A new connection is closed with a sentence."))
          .settable(1, 1_000_000);
  public static final Limit PER_ADDRESS =
      Limit.of(
              "connection.per-address-max",
              2_000,
              Unit.COUNT,
              Scope.ADDRESS,
              close("GOAWAY", "A new connection is closed with a sentence."))
          .settable(1, 1_000_000);
  public static final Limit HEADER_BYTES =
      Limit.of(
          "connection.header-bytes-max",
          16_384,
          Unit.BYTES,
          Scope.REQUEST,
          refusal(
              "RESOURCE_EXHAUSTED",
              "The request is refused, over HTTP with 431; with more than twice as much a"
                  + " connection of HTTP/2 may end."));
  public static final Limit PREFACE_TIMEOUT =
      Limit.of(
          "connection.preface-timeout-ms",
          10_000,
          Unit.MILLISECONDS,
          Scope.CONNECTION,
          close("", "On the gRPC port: who has not said HTTP/2 by then is closed."));
  public static final Limit IDLE_TIMEOUT =
      Limit.of(
          "connection.idle-timeout-ms",
          10_000,
          Unit.MILLISECONDS,
          Scope.CONNECTION,
          close("", "On the web port: a connection without a request is closed."));
  public static final Limit REQUEST_TIMEOUT =
      Limit.of(
          "request.timeout-ms",
          30_000,
          Unit.MILLISECONDS,
          Scope.REQUEST,
          refusal("DEADLINE_EXCEEDED", "A call over HTTP ends with 504."));
  public static final Limit PING_AFTER =
      Limit.of(
          "connection.ping-after-ms",
          20_000,
          Unit.MILLISECONDS,
          Scope.CONNECTION,
          less("A silent peer is asked whether it is there."));
  public static final Limit DEAD_AFTER =
      Limit.of(
          "connection.dead-after-ms",
          20_000,
          Unit.MILLISECONDS,
          Scope.CONNECTION,
          close("", "A peer that did not answer is closed."));

  /// A connection is nameless that no token and no registered name has used.
  public static final Limit NAMELESS_PER_ADDRESS =
      Limit.of(
              "connection.nameless-per-address-max",
              64,
              Unit.COUNT,
              Scope.ADDRESS,
              close("GOAWAY", "The oldest one ends."))
          .settable(1, 1_000_000);

  public static final Limit NAMELESS_GRACE =
      Limit.of(
          "connection.nameless-grace-ms",
          10_000,
          Unit.MILLISECONDS,
          Scope.CONNECTION,
          less("From then on it counts as nameless."));
  public static final Limit UNUSED =
      Limit.of(
          "connection.unused-ms",
          30_000,
          Unit.MILLISECONDS,
          Scope.CONNECTION,
          close(
              "GOAWAY",
              "It ends when nothing was open for so long. Clients of gRPC connect again by"
                  + " themselves."));
  public static final Limit CONTROL_FRAMES =
      Limit.of(
          "connection.control-frames-per-second",
          1_000,
          Unit.PER_SECOND,
          Scope.CONNECTION,
          close(
              "ENHANCE_YOUR_CALM",
              "Frames that carry nothing, and four more for each write; a WebSocket ends with"
                  + " 1008."));
  public static final Limit UNREAD_ANSWERS =
      Limit.of(
          "connection.unread-answers-max",
          1_000,
          Unit.COUNT,
          Scope.CONNECTION,
          close("ENHANCE_YOUR_CALM", "Answers to HTTP/2's control frames that wait."));
  public static final Limit UNREAD_BYTES =
      Limit.of(
          "connection.unread-bytes-max",
          4 * 1_024 * 1_024,
          Unit.BYTES,
          Scope.CONNECTION,
          close(
              "ENHANCE_YOUR_CALM",
              "On the web port: who asks for more while so much waits is closed."));
  public static final Limit RESETS =
      Limit.of(
          "connection.resets-per-half-minute-max",
          200,
          Unit.COUNT,
          Scope.CONNECTION,
          close("ENHANCE_YOUR_CALM", "Streams that the peer resets, or makes us reset."));

  public static final Limit EMPTY_DATA_FRAMES =
      Limit.of(
          "connection.empty-data-frames-max",
          16,
          Unit.COUNT,
          Scope.CONNECTION,
          close("ENHANCE_YOUR_CALM", "In a row, on the gRPC port."));
  public static final Limit SMALL_CONTINUATIONS =
      Limit.of(
          "connection.small-continuations-max",
          16,
          Unit.COUNT,
          Scope.CONNECTION,
          close("ENHANCE_YOUR_CALM", "Of one head, on the gRPC port."));
  public static final Limit REDIRECTED_HEAD_BYTES =
      Limit.of(
          "connection.redirected-head-bytes-max",
          8_192,
          Unit.BYTES,
          Scope.CONNECTION,
          less(
              "A longer request over HTTP/1 to the gRPC port is told what the port is, and not"
                  + " where the web port is."));
  public static final Limit CHUNK_LINE_BYTES =
      Limit.of(
          "connection.chunk-line-bytes-max",
          256,
          Unit.BYTES,
          Scope.REQUEST,
          close("", "A line between the chunks of a body over HTTP/1."));
  public static final Limit TRAILER_LINES =
      Limit.of(
          "connection.trailer-lines-max",
          32,
          Unit.COUNT,
          Scope.REQUEST,
          close("", "Lines behind the last chunk of a body."));

  public static final Limit CLOSE_TIMEOUT =
      Limit.of(
          "connection.close-timeout-ms",
          1_000,
          Unit.MILLISECONDS,
          Scope.CONNECTION,
          close("", "A connection that was told that it ends is closed."));
  public static final Limit LAST_BYTES_TIMEOUT =
      Limit.of(
          "connection.last-bytes-timeout-ms",
          500,
          Unit.MILLISECONDS,
          Scope.CONNECTION,
          close("", "So long a connection that is closed may still hand over what was written."));

  private ConnectionLimit() {}
}
