package gochat.limit;

import static gochat.limit.Beyond.close;
import static gochat.limit.Terms.settable;

/// Of connections, on both ports.
public enum ConnectionLimit implements Limit {
  OPEN(
      settable("connection.max", 20_000, Unit.COUNT, 1, 1_000_000)
          .per(Scope.SERVER, close("GOAWAY", "A new connection is closed with a sentence."))),
  PER_ADDRESS(
      settable("connection.per-address-max", 2_000, Unit.COUNT, 1, 1_000_000)
          .per(Scope.ADDRESS, close("GOAWAY", "A new connection is closed with a sentence.")));

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
