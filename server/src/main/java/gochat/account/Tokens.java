package gochat.account;

import gochat.limit.AccountLimit;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// By what signed-in users are recognised, until they sign out or do not come back for 90 days.
///
/// Safe for all threads. What is public waits for the disk, so it is for virtual threads, and
/// throws an [AccountsException] when that can't be read or written.
public final class Tokens {
  /// What anybody is told whose token is not accepted, whatever the reason.
  public static final String REFUSED =
      "The token is not valid, or not any more. Please sign in again.";

  static final int LABEL_CODE_POINTS_MAX = AccountLimit.LABEL.standardInt();

  private static final long LIFE_MS = AccountLimit.TOKEN_LIFE.standard();

  /// How exactly the last use is known: each note of it is a write.
  private static final long USE_MS = TimeUnit.HOURS.toMillis(1);

  private final Accounts accounts;
  private final Leases leases;
  private final Guests guests;
  private final SecureRandom random;
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private long sweptNanos;

  /// @param nanoTime as [System#nanoTime]
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

  /// What is wrong with a client's name for itself, if anything.
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

  /// A token with how it is to be stored.
  record Issued(Token token, StoredToken stored) {
    /// Hands the token to its owner.
    ///
    /// @param deviceToken empty for a guest
    SignInOutcome.SignedIn to(User owner, String deviceToken) {
      return new SignInOutcome.SignedIn(new Identity(owner, token.id()), token.text(), deviceToken);
    }
  }

  Issued issue(User user, String label) {
    Token token = Token.issue(random);
    long now = clock.millis();
    long expires = user.kind().hasAccount() ? now + LIFE_MS : Long.MAX_VALUE;
    TokenInfo info = new TokenInfo(token.id(), label, now, now, expires);
    return new Issued(token, new StoredToken(user.id(), token.hash(), info));
  }

  /// A token for the device that has just signed in to `account`.
  String issueDeviceToken(Accounts.Credentials account) {
    return DeviceToken.issue(account, random);
  }

  /// Who shows this token; empty when it is none, or not any more. Nobody is told which: the
  /// sentence for people is [#REFUSED].
  public Optional<Identity> authenticate(String token) {
    return Token.parse(token).flatMap(this::authenticate);
  }

  private Optional<Identity> authenticate(Token token) {
    Optional<Accounts.Bearer> bearer =
        valid(token.id()).filter(found -> found.token().hash().equals(token.hash()));
    bearer.ifPresent(found -> noteUse(found.user(), found.token().info()));
    return bearer.map(found -> new Identity(found.user(), token.id()));
  }

  private Optional<Accounts.Bearer> valid(UUID tokenId) {
    return accounts
        .bearer(tokenId)
        .filter(found -> found.token().info().expiresMs() > clock.millis())
        .filter(found -> found.user().kind().hasAccount() || guests.isLiving(found.user().id()));
  }

  private void noteUse(User user, TokenInfo info) {
    guests.noteCall(user.id());
    if (user.kind().hasAccount() && clock.millis() - info.lastUsedMs() >= USE_MS) {
      try {
        touch(List.of(info.id()));
      } catch (AccountsException _) {
        // A full disk lets people read; the next use tries again.
      }
    }
  }

  private void touch(List<UUID> tokenIds) {
    long now = clock.millis();
    accounts.touch(tokenIds, now, now + LIFE_MS);
  }

  /// Lets a connection act for `identity` until the lease is closed. A token with a lease does not
  /// expire, and a guest with one does not end.
  ///
  /// @param onEnd called at once when the token ends before, by any thread, and even before this
  ///   returns; the connection is to be closed. It must not wait.
  /// @return empty when the token has ended already
  public Optional<Lease> open(Identity identity, Runnable onEnd) {
    Lease lease = new Lease(leases, guests, identity, onEnd);
    // First the lease, then the look: a token that ends in between finds the lease.
    leases.add(lease);
    boolean valid = false;
    try {
      valid = valid(identity.tokenId()).isPresent();
    } finally {
      if (!valid) {
        lease.close();
      }
    }
    return valid ? Optional.of(lease) : Optional.empty();
  }

  /// Ends the token; a guest ends with it.
  public void signOut(Identity identity) {
    boolean _ = revoke(identity, identity.tokenId());
  }

  /// Where the user is signed in, the latest last.
  public List<TokenInfo> list(Identity identity) {
    return accounts.tokens(identity.user().id());
  }

  /// Ends one of the user's own tokens.
  ///
  /// @return false when the user has none of this id
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

  /// Keeps what is in use from expiring, and removes what has expired. To be called every few
  /// seconds by one thread.
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
