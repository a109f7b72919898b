package gochat.limit;

import static gochat.limit.Beyond.refusal;
import static gochat.limit.Terms.settable;

/// Of streams, on all ports and in all contracts.
public enum StreamLimit implements Limit {
  PER_CONNECTION(
      settable("stream.per-connection-max", 100, Unit.COUNT, 1, 10_000)
          .per(Scope.CONNECTION, refusal("REFUSED_STREAM", "The new stream or call is refused.")));

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
