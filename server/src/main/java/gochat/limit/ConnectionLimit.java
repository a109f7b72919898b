package gochat.limit;

import static gochat.limit.Beyond.close;
import static gochat.limit.Beyond.less;
import static gochat.limit.Beyond.refusal;

/// Limits of connections, on both ports.
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
  public static final Limit REFUSED =
      Limit.of(
          "connection.refused-max",
          32,
          Unit.COUNT,
          Scope.SERVER,
          close(
              "",
              "On the gRPC port a refused connection stays open until it has got the sentence. A"
                  + " further one is closed without it."));
  public static final Limit HEADER_BYTES =
      Limit.of(
          "connection.header-bytes-max",
          16_384,
          Unit.BYTES,
          Scope.REQUEST,
          refusal(
              "RESOURCE_EXHAUSTED",
              "The request is refused, over HTTP with 431. Beyond twice the limit an HTTP/2"
                  + " connection may end."));
  public static final Limit PREFACE_TIMEOUT =
      Limit.of(
          "connection.preface-timeout-ms",
          10_000,
          Unit.MILLISECONDS,
          Scope.CONNECTION,
          close(
              "",
              "On the gRPC port: a connection without an HTTP/2 preface by then is" + " closed."));
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
          less("The server sends a ping to a silent peer."));
  public static final Limit DEAD_AFTER =
      Limit.of(
          "connection.dead-after-ms",
          20_000,
          Unit.MILLISECONDS,
          Scope.CONNECTION,
          close("", "A connection whose peer does not answer a ping is closed."));

  /// A connection is nameless if no token and no registered name has used it.
  public static final Limit NAMELESS_PER_ADDRESS =
      Limit.of(
              "connection.nameless-per-address-max",
              64,
              Unit.COUNT,
              Scope.ADDRESS,
              close("GOAWAY", "The oldest nameless connection ends."))
          .settable(1, 1_000_000);

  public static final Limit NAMELESS_GRACE =
      Limit.of(
          "connection.nameless-grace-ms",
          10_000,
          Unit.MILLISECONDS,
          Scope.CONNECTION,
          less("After this time a connection without a name counts as nameless."));
  public static final Limit UNUSED =
      Limit.of(
          "connection.unused-ms",
          30_000,
          Unit.MILLISECONDS,
          Scope.CONNECTION,
          close(
              "GOAWAY",
              "A connection without an open call or stream for this time ends. gRPC clients"
                  + " reconnect automatically."));
  public static final Limit CONTROL_FRAMES =
      Limit.of(
          "connection.control-frames-per-second",
          1_000,
          Unit.PER_SECOND,
          Scope.CONNECTION,
          close(
              "ENHANCE_YOUR_CALM",
              "Counts control and empty frames; four more are allowed for each write. A"
                  + " WebSocket ends with 1008."));
  public static final Limit UNREAD_ANSWERS =
      Limit.of(
          "connection.unread-answers-max",
          1_000,
          Unit.COUNT,
          Scope.CONNECTION,
          close("ENHANCE_YOUR_CALM", "Counts waiting answers to HTTP/2 control frames."));
  public static final Limit UNREAD_BYTES =
      Limit.of(
          "connection.unread-bytes-max",
          4 * 1_024 * 1_024,
          Unit.BYTES,
          Scope.CONNECTION,
          close(
              "ENHANCE_YOUR_CALM",
              "On the web port: a connection that sends requests while more than this waits"
                  + " for it is closed."));
  public static final Limit RESETS =
      Limit.of(
          "connection.resets-per-half-minute-max",
          200,
          Unit.COUNT,
          Scope.CONNECTION,
          close(
              "ENHANCE_YOUR_CALM",
              "Counts streams that the peer resets, or makes the" + " server reset."));

  public static final Limit EMPTY_DATA_FRAMES =
      Limit.of(
          "connection.empty-data-frames-max",
          16,
          Unit.COUNT,
          Scope.CONNECTION,
          close("ENHANCE_YOUR_CALM", "On the gRPC port: counts consecutive empty frames."));
  public static final Limit SMALL_CONTINUATIONS =
      Limit.of(
          "connection.small-continuations-max",
          16,
          Unit.COUNT,
          Scope.CONNECTION,
          close("ENHANCE_YOUR_CALM", "On the gRPC port: counts the small frames of one head."));
  public static final Limit REDIRECTED_HEAD_BYTES =
      Limit.of(
          "connection.redirected-head-bytes-max",
          8_192,
          Unit.BYTES,
          Scope.CONNECTION,
          less(
              "A longer HTTP/1 request to the gRPC port gets a sentence about the port,"
                  + " without a redirect to the web port."));
  public static final Limit CHUNK_LINE_BYTES =
      Limit.of(
          "connection.chunk-line-bytes-max",
          256,
          Unit.BYTES,
          Scope.REQUEST,
          close("", "Limits a line between the chunks of an HTTP/1 body."));
  public static final Limit TRAILER_LINES =
      Limit.of(
          "connection.trailer-lines-max",
          32,
          Unit.COUNT,
          Scope.REQUEST,
          close("", "Counts the lines after the last chunk of a body."));

  public static final Limit CLOSE_TIMEOUT =
      Limit.of(
          "connection.close-timeout-ms",
          1_000,
          Unit.MILLISECONDS,
          Scope.CONNECTION,
          close("", "A connection is closed this time after the notice that it ends."));
  public static final Limit LAST_BYTES_TIMEOUT =
      Limit.of(
          "connection.last-bytes-timeout-ms",
          500,
          Unit.MILLISECONDS,
          Scope.CONNECTION,
          close("", "A closed connection may send its last bytes for this time."));

  private ConnectionLimit() {}
}
