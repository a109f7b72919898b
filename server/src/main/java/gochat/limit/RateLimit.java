package gochat.limit;

import static gochat.limit.Beyond.delay;
import static gochat.limit.Terms.settable;

/// How fast something may change. A change is a message, and whatever else is stored or shown to
/// others: an edit, a reaction, a membership, a read marker, that somebody writes or is away.
public enum RateLimit implements Limit {
  ACCOUNT_CHANGES(
      settable("rate.account-changes-per-second", 500, Unit.PER_SECOND, 1, 1_000_000)
          .per(Scope.ACCOUNT, delay(Texts.OWN))),
  ACCOUNT_BYTES(
      settable("rate.account-bytes-per-second", 1_048_576, Unit.BYTES_PER_SECOND, 1, 1_000_000_000)
          .per(Scope.ACCOUNT, delay(Texts.OWN))),
  GUEST_CHANGES(
      settable("rate.guest-changes-per-second", 50, Unit.PER_SECOND, 1, 1_000_000)
          .per(Scope.GUEST, delay(Texts.OWN))),
  GUEST_BYTES(
      settable("rate.guest-bytes-per-second", 262_144, Unit.BYTES_PER_SECOND, 1, 1_000_000_000)
          .per(Scope.GUEST, delay(Texts.OWN))),
  ADDRESS_CHANGES(
      settable("rate.address-changes-per-second", 1_000, Unit.PER_SECOND, 1, 1_000_000)
          .per(Scope.ADDRESS, delay(Texts.TOGETHER))),
  ADDRESS_BYTES(
      settable("rate.address-bytes-per-second", 4_194_304, Unit.BYTES_PER_SECOND, 1, 1_000_000_000)
          .per(Scope.ADDRESS, delay(Texts.TOGETHER))),
  BURST(
      settable("rate.burst-seconds", 20, Unit.SECONDS, 1, 3_600)
          .per(Scope.SERVER, delay("What was not used for so long can be used at once.")));

  private static final class Texts {
    static final String OWN =
        "Streams are held back; a call of its own is refused as `BUSY`, with the time to wait.";
    static final String TOGETHER =
        "Guests, and streams of the first contract without a token, wait; accounts do not count.";
  }

  /// Of values only.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Terms terms;

  RateLimit(Terms terms) {
    this.terms = terms;
  }

  @Override
  public Terms terms() {
    return terms;
  }
}
