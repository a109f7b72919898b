package gochat.limit;

import static gochat.limit.Beyond.refusal;

/// Limits of open calls on the web port. A call is open from its head to its end in both
/// directions, and takes about 5 KB of memory meanwhile. Streams of events are not counted.
public final class CallLimit {
  private static final String REFUSED =
      "The new call is refused, over HTTP/1.1 with 429; clients of HTTP/2 may repeat it.";

  public static final Limit OPEN =
      Limit.of(
              "call.max",
              10_000,
              Unit.COUNT,
              Scope.SERVER,
              refusal(
                  "REFUSED_STREAM",
                  REFUSED + " An address may have at most as many as remain free."))
          .settable(1, 1_000_000);
  public static final Limit PER_ADDRESS =
      Limit.of(
              "call.per-address-max",
              2_000,
              Unit.COUNT,
              Scope.ADDRESS,
              refusal("REFUSED_STREAM", REFUSED))
          .settable(1, 1_000_000);

  /// So that a few connections can't use up the calls of their address.
  public static final Limit PER_CONNECTION =
      Limit.of(
          "call.per-connection-max",
          16,
          Unit.COUNT,
          Scope.CONNECTION,
          refusal(
              "REFUSED_STREAM",
              REFUSED
                  + " This limit applies while more than half of the calls of an"
                  + " address are open."));

  private CallLimit() {}
}
