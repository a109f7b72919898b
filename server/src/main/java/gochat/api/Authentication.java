package gochat.api;

import gochat.account.Identity;
import gochat.account.LeaseHolder;
import gochat.account.Tokens;
import gochat.error.Failure;
import gochat.session.Admission;
import io.grpc.Metadata;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Authenticates calls and streams by their tokens. All methods except [#token] wait for the disk.
public final class Authentication {
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private static final String SCHEME = "Bearer ";

  private final Tokens tokens;
  private final FailedSignIns failed;
  private final boolean isInsecureAllowed;

  /// @param isInsecureAllowed whether passwords and tokens of accounts are accepted on unencrypted
  ///   connections
  Authentication(Tokens tokens, FailedSignIns failed, boolean isInsecureAllowed) {
    this.tokens = tokens;
    this.failed = failed;
    this.isInsecureAllowed = isInsecureAllowed;
  }

  /// The token in `authorization: Bearer TOKEN`, null without one.
  public static @Nullable String token(Metadata headers) {
    String authorization = headers.get(AUTHORIZATION);
    return authorization != null && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        ? authorization.substring(SCHEME.length()).strip()
        : null;
  }

  /// Authenticates a stream, which may act for its user until the lease is closed.
  ///
  /// @param holder see [Tokens#open]
  /// @throws Failure when the token is missing or not accepted
  public Admission admit(Origin origin, @Nullable String token, LeaseHolder holder) {
    if (token == null || token.isEmpty()) {
      throw Failures.tokenMissing();
    }
    // A guest that becomes an account loses its unencrypted streams.
    Runnable end = holder::ended;
    LeaseHolder careful = isSafe(origin) ? holder : end::run;
    Admission admission =
        Admission.admit(tokens, token, careful).orElseThrow(() -> refused(origin));
    if (!mayUse(admission.identity(), origin)) {
      admission.lease().close();
      throw Failures.insecure("token of an account");
    }
    origin.onIdentified().run();
    return admission;
  }

  /// Authenticates a unary call.
  ///
  /// @throws Failure when the token is missing or not accepted
  Caller identify(CallCredentials shown) {
    String token = shown.token();
    if (token == null || token.isEmpty()) {
      throw Failures.tokenMissing();
    }
    Identity identity = tokens.authenticate(token).orElseThrow(() -> refused(shown.origin()));
    if (!mayUse(identity, shown.origin())) {
      throw Failures.insecure("token of an account");
    }
    shown.origin().onIdentified().run();
    return Caller.once(identity, shown.origin());
  }

  /// The guest whose token a call shows that needs none.
  ///
  /// @return empty without a token, and for an account
  /// @throws Failure when there is a token, and it is not accepted
  Optional<Identity> guest(CallCredentials shown) {
    String token = shown.token();
    return token == null || token.isEmpty()
        ? Optional.empty()
        : Optional.of(identify(shown).identity())
            .filter(identity -> !identity.user().kind().hasAccount());
  }

  private Failure refused(Origin origin) {
    failed.addToken(origin.address());
    return Failures.tokenRefused();
  }

  /// @throws Failure when the server accepts no passwords from `origin`
  void requireSafe(Origin origin) {
    if (!isSafe(origin)) {
      throw Failures.insecure("password");
    }
  }

  private boolean isSafe(Origin origin) {
    return origin.isPrivate() || isInsecureAllowed;
  }

  private boolean mayUse(Identity identity, Origin origin) {
    return isSafe(origin) || !identity.user().kind().hasAccount();
  }
}
