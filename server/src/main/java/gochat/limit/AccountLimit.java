package gochat.limit;

import static gochat.limit.Beyond.close;
import static gochat.limit.Beyond.less;
import static gochat.limit.Beyond.refusal;
import static gochat.limit.Terms.fixed;
import static gochat.limit.Terms.settable;

/// Of accounts, guests and their names.
public enum AccountLimit implements Limit {
  GUESTS(
      settable("guest.max", 1_000, Unit.COUNT, 1, 100_000)
          .per(Scope.SERVER, refusal("TOO_MANY_GUESTS", "Nobody else comes in as a guest."))),
  GUESTS_PER_ADDRESS(
      settable("guest.per-address-max", 600, Unit.COUNT, 1, 100_000)
          .per(
              Scope.ADDRESS,
              refusal("TOO_MANY_GUESTS", "Nobody else comes in as a guest from there."))),
  GUEST_UNUSED(
      fixed("guest.unused-ms", 60_000, Unit.MILLISECONDS)
          .per(
              Scope.GUEST,
              close(
                  "UNAUTHENTICATED",
                  "A guest that has neither opened a stream nor made a call ends."))),
  GUEST_IDLE(
      fixed("guest.idle-ms", 600_000, Unit.MILLISECONDS)
          .per(
              Scope.GUEST,
              close(
                  "UNAUTHENTICATED",
                  "A guest without a stream for so long ends; the name is free."))),
  NAME(
      fixed("account.name-max", 32, Unit.CODE_POINTS)
          .per(Scope.ACCOUNT, refusal("NAME_INVALID", "Nobody gets such a name."))),
  PASSWORD_BYTES(
      fixed("account.password-bytes-max", 1_024, Unit.BYTES)
          .per(Scope.ACCOUNT, refusal("PASSWORD_INVALID", "It is refused before it is hashed."))),
  LABEL(
      fixed("account.label-max", 64, Unit.CODE_POINTS)
          .per(Scope.ACCOUNT, refusal("LABEL_INVALID", "Nobody is signed in."))),
  TOKENS(
      fixed("account.tokens-max", 100, Unit.COUNT)
          .per(Scope.ACCOUNT, less("The token that was idle for longest ends."))),
  TOKEN_LIFE(
      fixed("account.token-life-ms", 7_776_000_000L, Unit.MILLISECONDS)
          .per(
              Scope.ACCOUNT,
              close("UNAUTHENTICATED", "A token that was not used for so long ends."))),
  HASHES_WAITING(
      fixed("account.hashes-waiting-max", 64, Unit.COUNT)
          .per(
              Scope.SERVER,
              refusal("BUSY", "A password is not looked at; the refusal says when to try again."))),
  GUESSES_OF_NAME_AT_ADDRESS(
      fixed("account.guesses-at-address-max", 5, Unit.COUNT)
          .per(Scope.PAIR, refusal("THROTTLED", "Further guesses wait longer each, up to 30 s."))),
  GUESSES_AT_ADDRESS(
      fixed("account.guesses-of-address-max", 20, Unit.COUNT)
          .per(
              Scope.ADDRESS,
              refusal("THROTTLED", "Further guesses wait longer each, up to 30 s."))),
  GUESSES_OF_NAME(
      fixed("account.guesses-of-name-max", 50, Unit.COUNT)
          .per(
              Scope.ACCOUNT,
              refusal(
                  "THROTTLED",
                  "Further guesses wait up to 5 s, but not on devices where the account was signed in"
                      + " before."))),
  REGISTRATIONS(
      fixed("account.registrations-at-once-max", 500, Unit.COUNT)
          .per(Scope.ADDRESS, refusal("THROTTLED", "Then one every 10 s."))),
  GUESTS_AT_ONCE(
      fixed("guest.sign-ins-at-once-max", 500, Unit.COUNT)
          .per(Scope.ADDRESS, refusal("THROTTLED", "Then one every second.")));

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
