package gochat.limit;

import static gochat.limit.Beyond.close;
import static gochat.limit.Beyond.less;
import static gochat.limit.Beyond.refusal;
import static gochat.limit.Terms.fixed;
import static gochat.limit.Terms.settable;

/// Of connections, on both ports.
public enum ConnectionLimit implements Limit {
  OPEN(
      settable("connection.max", 20_000, Unit.COUNT, 1, 1_000_000)
          .per(Scope.SERVER, close("GOAWAY", "A new connection is closed with a sentence."))),
  PER_ADDRESS(
      settable("connection.per-address-max", 2_000, Unit.COUNT, 1, 1_000_000)
          .per(Scope.ADDRESS, close("GOAWAY", "A new connection is closed with a sentence."))),
  HEADER_BYTES(
      fixed("connection.header-bytes-max", 16_384, Unit.BYTES)
          .per(
              Scope.REQUEST,
              refusal(
                  "RESOURCE_EXHAUSTED",
                  "The request is refused, over HTTP with 431; with more than twice as much a"
                      + " connection of HTTP/2 may end."))),
  PREFACE_TIMEOUT(
      fixed("connection.preface-timeout-ms", 10_000, Unit.MILLISECONDS)
          .per(
              Scope.CONNECTION,
              close("", "On the gRPC port: who has not said HTTP/2 by then is closed."))),
  IDLE_TIMEOUT(
      fixed("connection.idle-timeout-ms", 10_000, Unit.MILLISECONDS)
          .per(
              Scope.CONNECTION,
              close("", "On the web port: a connection without a request is closed."))),
  REQUEST_TIMEOUT(
      fixed("request.timeout-ms", 30_000, Unit.MILLISECONDS)
          .per(Scope.REQUEST, refusal("DEADLINE_EXCEEDED", "A call over HTTP ends with 504."))),
  PING_AFTER(
      fixed("connection.ping-after-ms", 20_000, Unit.MILLISECONDS)
          .per(Scope.CONNECTION, less("A silent peer is asked whether it is there."))),
  DEAD_AFTER(
      fixed("connection.dead-after-ms", 20_000, Unit.MILLISECONDS)
          .per(Scope.CONNECTION, close("", "A peer that did not answer is closed."))),
  /// A connection is nameless that no token and no registered name has used.
  NAMELESS_PER_ADDRESS(
      fixed("connection.nameless-per-address-max", 64, Unit.COUNT)
          .per(Scope.ADDRESS, close("GOAWAY", "The oldest one ends."))),
  NAMELESS_GRACE(
      fixed("connection.nameless-grace-ms", 10_000, Unit.MILLISECONDS)
          .per(Scope.CONNECTION, less("From then on it counts as nameless."))),
  UNUSED(
      fixed("connection.unused-ms", 30_000, Unit.MILLISECONDS)
          .per(Scope.CONNECTION, close("GOAWAY", "It ends when nothing was open for so long."))),
  CONTROL_FRAMES(
      fixed("connection.control-frames-per-second", 1_000, Unit.PER_SECOND)
          .per(
              Scope.CONNECTION,
              close(
                  "ENHANCE_YOUR_CALM",
                  "Frames that carry nothing, and four more for each write; a WebSocket ends with"
                      + " 1008."))),
  UNREAD_ANSWERS(
      fixed("connection.unread-answers-max", 1_000, Unit.COUNT)
          .per(
              Scope.CONNECTION,
              close("ENHANCE_YOUR_CALM", "Answers to HTTP/2's control frames that wait."))),
  UNREAD_BYTES(
      fixed("connection.unread-bytes-max", 4 * 1_024 * 1_024, Unit.BYTES)
          .per(
              Scope.CONNECTION,
              close(
                  "ENHANCE_YOUR_CALM",
                  "On the web port: who asks for more while so much waits is closed."))),
  RESETS(
      fixed("connection.resets-per-half-minute-max", 200, Unit.COUNT)
          .per(
              Scope.CONNECTION,
              close("ENHANCE_YOUR_CALM", "Streams that the peer resets, or makes us reset.")));

  /// Of values only.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Terms terms;

  ConnectionLimit(Terms terms) {
    this.terms = terms;
  }

  @Override
  public Terms terms() {
    return terms;
  }
}
