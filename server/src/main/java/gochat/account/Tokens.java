package gochat.account;

import gochat.limit.AccountLimit;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Issues, authenticates and revokes tokens. A token ends when its user signs out or doesn't use it
/// for 90 days.
///
/// Safe for all threads. Public methods may wait for the disk, so they are for virtual threads;
/// they throw an [AccountsException] when it can't be read or written.
public final class Tokens {
  /// The answer to any token that is not accepted, whatever the reason.
  public static final String REFUSED =
      "The token is not valid, or not any more. Please sign in again.";

  static final int LABEL_CODE_POINTS_MAX = AccountLimit.LABEL.standardInt();

  private static final long LIFE_MS = AccountLimit.TOKEN_LIFE.standard();

  /// The precision of the last use: recording it costs a write.
  private static final long USE_MS = TimeUnit.HOURS.toMillis(1);

  private final Accounts accounts;
  private final Leases leases;
  private final Guests guests;
  private final SecureRandom random;
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private long sweptNanos;

  /// @param nanoTime [System#nanoTime]
  Tokens(
      Accounts accounts,
      Leases leases,
      Guests guests,
      SecureRandom random,
      InstantSource clock,
      LongSupplier nanoTime) {
    this.accounts = accounts;
    this.leases = leases;
    this.guests = guests;
    this.random = random;
    this.clock = clock;
    this.nanoTime = nanoTime;
    sweptNanos = nanoTime.getAsLong();
  }

  /// Checks a client's name for itself; empty when it is valid.
  static Optional<Refusal> checkLabel(String label) {
    int codePoints = label.codePointCount(0, label.length());
    return codePoints <= LABEL_CODE_POINTS_MAX
        ? Optional.empty()
        : Optional.of(
            Refusal.of(
                Refusal.Reason.LABEL_INVALID,
                "The label is too long: %d characters. Allowed: at most %d."
                    .formatted(codePoints, LABEL_CODE_POINTS_MAX)));
  }

  /// A new token, for its owner and for the store.
  record Issued(Token token, StoredToken stored) {
    /// The outcome that gives the token to its owner.
    ///
    /// @param deviceToken empty for a guest
    SignInOutcome.SignedIn to(User owner, String deviceToken) {
      return new SignInOutcome.SignedIn(
          new Identity(owner, token.id()), token.text(), deviceToken, 0);
    }
  }

  long nowMs() {
    return clock.millis();
  }

  /// @param from the address of the client
  Issued issue(User user, String label, InetAddress from) {
    return issue(Token.issue(random), user, label, from);
  }

  /// A token for the account that a guest becomes. It has the id of the guest's token, so that the
  /// guest's connections keep their leases, and another secret.
  Issued replace(UUID guestsToken, User account, String label, InetAddress from) {
    return issue(Token.issue(guestsToken, random), account, label, from);
  }

  private Issued issue(Token token, User user, String label, InetAddress from) {
    long now = clock.millis();
    long expires = user.kind().hasAccount() ? now + LIFE_MS : Long.MAX_VALUE;
    TokenInfo info = new TokenInfo(token.id(), label, AddressText.of(from), now, now, expires);
    return new Issued(token, new StoredToken(user.id(), token.hash(), info));
  }

  /// Makes a device token for a device that has just signed in to `account`.
  ///
  /// @param password the hashed password
  String issueDeviceToken(User account, String password) {
    return DeviceToken.issue(account, password, random);
  }

  /// The identity that `token` proves; empty when it is malformed, unknown or ended. Clients can't
  /// tell which and get the sentence [#REFUSED].
  public Optional<Identity> authenticate(String token) {
    return Token.parse(token).flatMap(this::authenticate);
  }

  private Optional<Identity> authenticate(Token token) {
    Optional<Accounts.Bearer> bearer =
        valid(accounts.recentBearer(token.id()))
            .filter(found -> found.token().hash().equals(token.hash()));
    bearer.ifPresent(found -> noteUse(found.user(), found.token().info()));
    return bearer.map(found -> new Identity(found.user(), token.id()));
  }

  private Optional<Accounts.Bearer> valid(Optional<Accounts.Bearer> bearer) {
    return bearer
        .filter(found -> found.token().info().expiresMs() > clock.millis())
        .filter(found -> found.user().kind().hasAccount() || !guests.hasEnded(found.user().id()));
  }

  private void noteUse(User user, TokenInfo info) {
    try {
      if (!user.kind().hasAccount()) {
        guests.noteCall(user.id());
      } else if (clock.millis() - info.lastUsedMs() >= USE_MS) {
        touch(List.of(info.id()));
      }
    } catch (AccountsException _) {
      // On a full disk users can still read; the next use tries again.
    }
  }

  private void touch(List<UUID> tokenIds) {
    long now = clock.millis();
    accounts.touch(tokenIds, now, now + LIFE_MS);
  }

  /// Lets a connection act for `identity` until the lease is closed. A token with an open lease
  /// does not expire, and its guest does not end.
  ///
  /// @param holder may be called before this method returns
  /// @return empty when the token has ended
  public Optional<Lease> open(Identity identity, LeaseHolder holder) {
    Lease lease = new Lease(leases, guests, identity, holder);
    // Add the lease before checking the token: a token that ends in between finds the lease.
    leases.add(lease);
    boolean valid = false;
    try {
      Optional<User> found =
          valid(accounts.bearer(identity.tokenId()))
              .map(Accounts.Bearer::user)
              // The token of a guest that has become an account has another secret by now.
              .filter(user -> user.kind().hasAccount() == identity.user().kind().hasAccount());
      found.filter(user -> !user.equals(identity.user())).ifPresent(holder::changed);
      valid = found.isPresent();
    } finally {
      if (!valid) {
        lease.close();
      }
    }
    return valid ? Optional.of(lease) : Optional.empty();
  }

  /// Ends the identity's token; a guest ends with it.
  public void signOut(Identity identity) {
    boolean _ = revoke(identity, identity.tokenId());
  }

  /// The user's sign-ins, in the order in which they were made.
  public List<TokenInfo> list(Identity identity) {
    return accounts.tokens(identity.user().id());
  }

  /// Ends one of the user's tokens.
  ///
  /// @return false when the user has no such token
  public boolean revoke(Identity identity, UUID tokenId) {
    User user = identity.user();
    if (!user.kind().hasAccount()) {
      boolean own = tokenId.equals(identity.tokenId());
      if (own) {
        guests.end(user.id());
      }
      return own;
    }
    boolean removed = accounts.removeToken(user.id(), tokenId);
    if (removed) {
      leases.end(tokenId);
    }
    return removed;
  }

  /// Another server has ended the token: ends the leases that it has here. Does not wait.
  public void ended(UUID tokenId) {
    leases.end(tokenId);
  }

  /// Extends the tokens in use and removes expired ones. To be called every few seconds by one
  /// thread.
  void sweep() {
    long now = nanoTime.getAsLong();
    if (now - sweptNanos < TimeUnit.MILLISECONDS.toNanos(USE_MS)) {
      return;
    }
    sweptNanos = now;
    touch(leases.tokens());
    accounts.removeExpired(clock.millis()).forEach(leases::end);
  }
}
