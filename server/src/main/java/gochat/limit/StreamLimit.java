package gochat.limit;

import static gochat.limit.Beyond.close;
import static gochat.limit.Beyond.refusal;
import static gochat.limit.Terms.fixed;
import static gochat.limit.Terms.settable;

/// Of streams, on all ports and in all contracts.
public enum StreamLimit implements Limit {
  PER_CONNECTION(
      settable("stream.per-connection-max", 100, Unit.COUNT, 1, 10_000)
          .per(Scope.CONNECTION, refusal("REFUSED_STREAM", "The new stream or call is refused."))),
  PER_ACCOUNT(
      settable("stream.per-account-max", 64, Unit.COUNT, 1, 10_000)
          .per(Scope.ACCOUNT, close("RESOURCE_EXHAUSTED", "The new stream ends with a sentence."))),
  PER_GUEST(
      settable("stream.per-guest-max", 4, Unit.COUNT, 1, 10_000)
          .per(Scope.GUEST, close("RESOURCE_EXHAUSTED", "The new stream ends with a sentence."))),
  STALLED_AFTER(
      fixed("stream.stalled-after-ms", 30_000, Unit.MILLISECONDS)
          .per(
              Scope.STREAM,
              close(
                  "RESOURCE_EXHAUSTED",
                  "A reader that takes nothing while something waits is ended."))),
  /// From a stream's opening to the name or token of whoever opened it, over gRPC.
  UNREGISTERED(
      fixed("stream.unregistered-ms", 300_000, Unit.MILLISECONDS)
          .per(Scope.STREAM, close("INVALID_ARGUMENT", "The stream ends with a sentence.")));

  /// Of values only.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Terms terms;

  StreamLimit(Terms terms) {
    this.terms = terms;
  }

  @Override
  public Terms terms() {
    return terms;
  }
}
