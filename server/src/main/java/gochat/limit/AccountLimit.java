package gochat.limit;

import static gochat.limit.Beyond.close;
import static gochat.limit.Beyond.delay;
import static gochat.limit.Beyond.less;
import static gochat.limit.Beyond.refusal;

/// Limits of accounts, guests and their names.
public final class AccountLimit {
  public static final Limit GUESTS =
      Limit.of(
              "guest.max",
              1_000,
              Unit.COUNT,
              Scope.SERVER,
              refusal("TOO_MANY_GUESTS", "No more guests can sign in."))
          .settable(1, 100_000);
  public static final Limit GUESTS_PER_ADDRESS =
      Limit.of(
              "guest.per-address-max",
              600,
              Unit.COUNT,
              Scope.ADDRESS,
              refusal("TOO_MANY_GUESTS", "No more guests can sign in from the address."))
          .settable(1, 100_000);
  public static final Limit GUEST_UNUSED =
      Limit.of(
          "guest.unused-ms",
          60_000,
          Unit.MILLISECONDS,
          Scope.GUEST,
          close(
              "UNAUTHENTICATED",
              "A guest that has neither opened a stream nor made a call" + " ends."));
  public static final Limit GUEST_IDLE =
      Limit.of(
          "guest.idle-ms",
          600_000,
          Unit.MILLISECONDS,
          Scope.GUEST,
          close(
              "UNAUTHENTICATED",
              "A guest without a stream for this time ends, and the" + " name is released."));

  /// Long enough for a user who regrets it, or whose password was stolen, to ask an administrator;
  /// short enough for a promise that the data goes.
  public static final Limit ERASURE_DELAY =
      Limit.of(
          "account.erasure-delay-ms",
          604_800_000,
          Unit.MILLISECONDS,
          Scope.ACCOUNT,
          delay("A deleted account is erased, and can't be restored from then on."));

  public static final Limit ERASURE_PAUSE =
      Limit.of(
          "account.erasure-pause-ms",
          5_000,
          Unit.MILLISECONDS,
          Scope.SERVER,
          delay("The server looks for deleted accounts after each pause of this length."));
  public static final Limit NAME =
      Limit.of(
          "account.name-max",
          32,
          Unit.CODE_POINTS,
          Scope.ACCOUNT,
          refusal("NAME_INVALID", "The name is refused."));
  public static final Limit PASSWORD_BYTES =
      Limit.of(
          "account.password-bytes-max",
          1_024,
          Unit.BYTES,
          Scope.ACCOUNT,
          refusal("PASSWORD_INVALID", "The password is refused before it is hashed."));
  public static final Limit PASSWORD_LEAST =
      Limit.of(
          "account.password-min",
          8,
          Unit.CODE_POINTS,
          Scope.ACCOUNT,
          refusal("PASSWORD_INVALID", "A shorter new password is refused."));
  public static final Limit LABEL =
      Limit.of(
          "account.label-max",
          64,
          Unit.CODE_POINTS,
          Scope.ACCOUNT,
          refusal("LABEL_INVALID", "The sign-in is refused."));
  public static final Limit TOKENS =
      Limit.of(
          "account.tokens-max",
          100,
          Unit.COUNT,
          Scope.ACCOUNT,
          less("The token that was idle the longest ends."));
  public static final Limit TOKEN_LIFE =
      Limit.of(
          "account.token-life-ms",
          7_776_000_000L,
          Unit.MILLISECONDS,
          Scope.ACCOUNT,
          close("UNAUTHENTICATED", "A token that was not used for this time ends."));
  public static final Limit RESET_LIFE =
      Limit.of(
          "account.reset-life-ms",
          86_400_000,
          Unit.MILLISECONDS,
          Scope.ACCOUNT,
          refusal("WRONG_RESET", "The code for a new password is refused."));
  public static final Limit OF_PAGE =
      Limit.of(
          "account.of-page-max",
          100,
          Unit.COUNT,
          Scope.REQUEST,
          refusal("FIELD_INVALID", "A request for more is refused."));
  public static final Limit BLOCKED =
      Limit.of(
          "account.blocked-max",
          500,
          Unit.COUNT,
          Scope.ACCOUNT,
          refusal("TOO_MANY", "The account can block no more users until it unblocks some."));
  public static final Limit HASHES_WAITING =
      Limit.of(
          "account.hashes-waiting-max",
          64,
          Unit.COUNT,
          Scope.SERVER,
          refusal("BUSY", "The password is not checked; the error says when to try again."));
  public static final Limit GUESSES_OF_NAME_AT_ADDRESS =
      Limit.of(
          "account.guesses-at-address-max",
          5,
          Unit.COUNT,
          Scope.PAIR,
          refusal("THROTTLED", "Further guesses wait longer each, up to 30 s."));
  public static final Limit GUESSES_AT_ADDRESS =
      Limit.of(
          "account.guesses-of-address-max",
          20,
          Unit.COUNT,
          Scope.ADDRESS,
          refusal("THROTTLED", "Further guesses wait longer each, up to 30 s."));
  public static final Limit GUESSES_OF_NAME =
      Limit.of(
          "account.guesses-of-name-max",
          50,
          Unit.COUNT,
          Scope.ACCOUNT,
          refusal(
              "THROTTLED",
              "Further guesses wait up to 5 s, except on devices where the account was"
                  + " signed in before."));
  public static final Limit REGISTRATIONS =
      Limit.of(
          "account.registrations-at-once-max",
          500,
          Unit.COUNT,
          Scope.ADDRESS,
          refusal("THROTTLED", "Beyond it, one every 10 s."));
  public static final Limit GUESTS_AT_ONCE =
      Limit.of(
          "guest.sign-ins-at-once-max",
          500,
          Unit.COUNT,
          Scope.ADDRESS,
          refusal("THROTTLED", "Beyond it, one every second."));

  public static final Limit GUESSERS =
      Limit.of(
          "account.guessers-max",
          16_384,
          Unit.COUNT,
          Scope.SERVER,
          less(
              "For each kind (names, addresses, pairs, devices), the count that was idle"
                  + " the longest is forgotten."));

  public static final Limit FAILURES_LOGGED_OF_ADDRESS =
      Limit.of(
          "account.failures-logged-of-address-per-minute-max",
          10,
          Unit.COUNT,
          Scope.ADDRESS,
          less("The log leaves out further failed sign-ins, and counts them once a minute."));
  public static final Limit FAILURES_LOGGED =
      Limit.of(
          "account.failures-logged-per-minute-max",
          300,
          Unit.COUNT,
          Scope.SERVER,
          less("The same, for all addresses together."));

  public static final Limit FAILURES_AUDITED =
      Limit.of(
          "account.failures-audited-addresses-max",
          50,
          Unit.COUNT,
          Scope.SERVER,
          less(
              "In ten minutes, the audit log has one entry for the failed sign-ins of all further"
                  + " addresses."));
  public static final Limit ACCOUNTS_AUDITED =
      Limit.of(
          "account.failures-audited-accounts-max",
          20,
          Unit.COUNT,
          Scope.ADDRESS,
          less("An entry on failed sign-ins leaves out further accounts."));

  private AccountLimit() {}
}
