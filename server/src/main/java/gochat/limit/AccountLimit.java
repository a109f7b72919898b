package gochat.limit;

import static gochat.limit.Beyond.close;
import static gochat.limit.Beyond.less;
import static gochat.limit.Beyond.refusal;

/// Of accounts, guests and their names.
public final class AccountLimit {
  public static final Limit GUESTS =
      Limit.of(
              "guest.max",
              1_000,
              Unit.COUNT,
              Scope.SERVER,
              refusal("TOO_MANY_GUESTS", "Nobody else comes in as a guest."))
          .settable(1, 100_000);
  public static final Limit GUESTS_PER_ADDRESS =
      Limit.of(
              "guest.per-address-max",
              600,
              Unit.COUNT,
              Scope.ADDRESS,
              refusal("TOO_MANY_GUESTS", "Nobody else comes in as a guest from there."))
          .settable(1, 100_000);
  public static final Limit GUEST_UNUSED =
      Limit.of(
          "guest.unused-ms",
          60_000,
          Unit.MILLISECONDS,
          Scope.GUEST,
          close(
              "UNAUTHENTICATED", "A guest that has neither opened a stream nor made a call ends."));
  public static final Limit GUEST_IDLE =
      Limit.of(
          "guest.idle-ms",
          600_000,
          Unit.MILLISECONDS,
          Scope.GUEST,
          close("UNAUTHENTICATED", "A guest without a stream for so long ends; the name is free."));
  public static final Limit NAME =
      Limit.of(
          "account.name-max",
          32,
          Unit.CODE_POINTS,
          Scope.ACCOUNT,
          refusal("NAME_INVALID", "Nobody gets such a name."));
  public static final Limit PASSWORD_BYTES =
      Limit.of(
          "account.password-bytes-max",
          1_024,
          Unit.BYTES,
          Scope.ACCOUNT,
          refusal("PASSWORD_INVALID", "It is refused before it is hashed."));
  public static final Limit PASSWORD_LEAST =
      Limit.of(
          "account.password-min",
          8,
          Unit.CODE_POINTS,
          Scope.ACCOUNT,
          refusal("PASSWORD_INVALID", "A new password has so many characters or more."));
  public static final Limit LABEL =
      Limit.of(
          "account.label-max",
          64,
          Unit.CODE_POINTS,
          Scope.ACCOUNT,
          refusal("LABEL_INVALID", "Nobody is signed in."));
  public static final Limit TOKENS =
      Limit.of(
          "account.tokens-max",
          100,
          Unit.COUNT,
          Scope.ACCOUNT,
          less("The token that was idle for longest ends."));
  public static final Limit TOKEN_LIFE =
      Limit.of(
          "account.token-life-ms",
          7_776_000_000L,
          Unit.MILLISECONDS,
          Scope.ACCOUNT,
          close("UNAUTHENTICATED", "A token that was not used for so long ends."));
  public static final Limit HASHES_WAITING =
      Limit.of(
          "account.hashes-waiting-max",
          64,
          Unit.COUNT,
          Scope.SERVER,
          refusal("BUSY", "A password is not looked at; the refusal says when to try again."));
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
              "Further guesses wait up to 5 s, but not on devices where the account was signed in"
                  + " before."));
  public static final Limit REGISTRATIONS =
      Limit.of(
          "account.registrations-at-once-max",
          500,
          Unit.COUNT,
          Scope.ADDRESS,
          refusal("THROTTLED", "Then one every 10 s."));
  public static final Limit GUESTS_AT_ONCE =
      Limit.of(
          "guest.sign-ins-at-once-max",
          500,
          Unit.COUNT,
          Scope.ADDRESS,
          refusal("THROTTLED", "Then one every second."));

  public static final Limit GUESSERS =
      Limit.of(
          "account.guessers-max",
          16_384,
          Unit.COUNT,
          Scope.SERVER,
          less(
              "Of each kind (names, addresses, pairs, devices) the one that was idle for longest is"
                  + " forgotten."));

  private AccountLimit() {}
}
