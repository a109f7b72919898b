package gochat.limit;

import static gochat.limit.Beyond.refusal;
import static gochat.limit.Terms.settable;

/// Of accounts, guests and their names.
public enum AccountLimit implements Limit {
  GUESTS(
      settable("guest.max", 1_000, Unit.COUNT, 1, 100_000)
          .per(Scope.SERVER, refusal("TOO_MANY_GUESTS", "Nobody else comes in as a guest.")));

  /// Of values only.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Terms terms;

  AccountLimit(Terms terms) {
    this.terms = terms;
  }

  @Override
  public Terms terms() {
    return terms;
  }
}
