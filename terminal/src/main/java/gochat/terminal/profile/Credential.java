package gochat.terminal.profile;

import gochat.client.Security;
import gochat.client.v1.Endpoint;
import gochat.v1.SignedIn;
import gochat.v1.UserKind;
import java.util.Locale;
import java.util.Optional;

/// A token, and what it is for.
///
/// @param server as `host:port`
/// @param name of the user, as the server tells it
/// @param isEncrypted whether the token came over TLS: then it must not travel without
public record Credential(String server, String name, Kind kind, boolean isEncrypted, String token) {
  /// What a token is good for. Its [#word] stands in the file.
  public enum Kind {
    /// Its bearer acts as the user of an account.
    ACCOUNT("account"),
    /// Its bearer acts as a user who has a name only.
    GUEST("guest"),
    /// The server knows by it that this device was signed in before, and does not delay it because
    /// others guess at the user's password. It signs nobody in, and outlives signing out.
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

  /// The user's token that `server` gave to whom it let in.
  public static Credential of(Endpoint server, SignedIn signedIn) {
    boolean isGuest = signedIn.getUser().getKind() == UserKind.USER_KIND_GUEST;
    return of(server, signedIn, isGuest ? Kind.GUEST : Kind.ACCOUNT, signedIn.getToken());
  }

  /// The device's token, if there was one.
  static Optional<Credential> ofDevice(Endpoint server, SignedIn signedIn) {
    return Optional.of(signedIn.getDeviceToken())
        .filter(token -> !token.isEmpty())
        .map(token -> of(server, signedIn, Kind.DEVICE, token));
  }

  private static Credential of(Endpoint server, SignedIn signedIn, Kind kind, String token) {
    return new Credential(
        server.address().toString(),
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

  /// Whether it may be shown to `server`.
  public boolean isSafeWith(Endpoint server) {
    return !isEncrypted || server.security() instanceof Security.Tls;
  }

  /// Without the token, which is nobody's business.
  @Override
  public String toString() {
    return "Credential[" + server + ", " + name + "]";
  }
}
