package gochat.terminal.profile;

import gochat.client.Security;
import gochat.client.ServerAddresses;
import gochat.client.v1.Endpoint;
import gochat.v1.SignedIn;
import gochat.v1.UserKind;
import java.util.Locale;
import java.util.Optional;

/// A token with its server, user and kind.
///
/// @param name of the user, as the server spells it
/// @param isEncrypted whether the token came over TLS: then it must not be sent without TLS
public record Credential(
    ServerAddresses server, String name, Kind kind, boolean isEncrypted, String token) {
  /// The environment variable with a token to use instead of a stored one.
  public static final String TOKEN_VARIABLE = "GOCHAT_TOKEN";

  /// The kind of a token. The file holds its [#word].
  public enum Kind {
    /// Its bearer acts as the user of an account.
    ACCOUNT("account"),
    /// Its bearer acts as a guest.
    GUEST("guest"),
    /// It shows the server that this device was signed in before, so that other clients' guesses at
    /// the password do not delay it. It does not sign in by itself, and is kept after a sign-out.
    DEVICE("device");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }

    static Kind of(String word) {
      return Kind.valueOf(word.toUpperCase(Locale.ROOT));
    }
  }

  /// The user's token from a sign-in at `server`.
  public static Credential of(Endpoint server, SignedIn signedIn) {
    boolean isGuest = signedIn.getUser().getKind() == UserKind.USER_KIND_GUEST;
    return of(server, signedIn, isGuest ? Kind.GUEST : Kind.ACCOUNT, signedIn.getToken());
  }

  /// The device's token, if the server gave one.
  static Optional<Credential> ofDevice(Endpoint server, SignedIn signedIn) {
    return Optional.of(signedIn.getDeviceToken())
        .filter(token -> !token.isEmpty())
        .map(token -> of(server, signedIn, Kind.DEVICE, token));
  }

  /// Another token of this device, which came as this one did.
  Credential deviceWith(String deviceToken) {
    return new Credential(server, name, Kind.DEVICE, isEncrypted, deviceToken);
  }

  private static Credential of(Endpoint server, SignedIn signedIn, Kind kind, String token) {
    return new Credential(
        server.addresses(),
        signedIn.getUser().getName(),
        kind,
        server.security() instanceof Security.Tls,
        token);
  }

  public boolean isGuest() {
    return kind == Kind.GUEST;
  }

  boolean isDevice() {
    return kind == Kind.DEVICE;
  }

  /// Whether it may be sent to `server`.
  public boolean isSafeWith(Endpoint server) {
    return !isEncrypted || server.security() instanceof Security.Tls;
  }

  /// Without the token, which is a secret.
  @Override
  public String toString() {
    return "Credential[" + server + ", " + name + "]";
  }
}
