package gochat.limit;

import static gochat.limit.Beyond.delay;

/// Limits of the rate of changes. A change is a message, or anything else that is stored or shown
/// to others: an edit, a reaction, a membership, a read marker, a typing notice, a presence.
public final class RateLimit {
  private static final String OWN =
      "Streams are held back; a unary call is refused as `TOO_FAST`, with the time to wait.";
  private static final String TOGETHER =
      "Counts guests, and streams of the first contract without a token, which wait;"
          + " accounts do not count.";

  public static final Limit ACCOUNT_CHANGES =
      Limit.of("rate.account-changes-per-second", 500, Unit.PER_SECOND, Scope.ACCOUNT, delay(OWN))
          .settable(1, 1_000_000);
  public static final Limit ACCOUNT_BYTES =
      Limit.of(
              "rate.account-bytes-per-second",
              1_048_576,
              Unit.BYTES_PER_SECOND,
              Scope.ACCOUNT,
              delay(OWN))
          .settable(1, 1_000_000_000);
  public static final Limit GUEST_CHANGES =
      Limit.of("rate.guest-changes-per-second", 50, Unit.PER_SECOND, Scope.GUEST, delay(OWN))
          .settable(1, 1_000_000);
  public static final Limit GUEST_BYTES =
      Limit.of(
              "rate.guest-bytes-per-second",
              262_144,
              Unit.BYTES_PER_SECOND,
              Scope.GUEST,
              delay(OWN))
          .settable(1, 1_000_000_000);
  public static final Limit ADDRESS_CHANGES =
      Limit.of(
              "rate.address-changes-per-second",
              1_000,
              Unit.PER_SECOND,
              Scope.ADDRESS,
              delay(TOGETHER))
          .settable(1, 1_000_000);
  public static final Limit ADDRESS_BYTES =
      Limit.of(
              "rate.address-bytes-per-second",
              4_194_304,
              Unit.BYTES_PER_SECOND,
              Scope.ADDRESS,
              delay(TOGETHER))
          .settable(1, 1_000_000_000);
  public static final Limit BURST =
      Limit.of(
              "rate.burst-seconds",
              20,
              Unit.SECONDS,
              Scope.SERVER,
              delay("The unused part of a rate for this time can be used at once."))
          .settable(1, 3_600);

  private RateLimit() {}
}
