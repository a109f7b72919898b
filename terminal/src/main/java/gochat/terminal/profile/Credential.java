package gochat.terminal.profile;

import gochat.client.Security;
import gochat.client.v1.Endpoint;
import gochat.v1.SignedIn;
import gochat.v1.UserKind;

/// A token, and what it is for.
///
/// @param server as `host:port`
/// @param name of the user, as the server tells it
/// @param isGuest whether the user has a name only
/// @param isEncrypted whether the token came over TLS: then it must not travel without
/// @param token whoever has it is the user
public record Credential(
    String server, String name, boolean isGuest, boolean isEncrypted, String token) {

  /// What `server` gave to whom it let in.
  public static Credential of(Endpoint server, SignedIn signedIn) {
    return new Credential(
        server.address().toString(),
        signedIn.getUser().getName(),
        signedIn.getUser().getKind() == UserKind.USER_KIND_GUEST,
        server.security() instanceof Security.Tls,
        signedIn.getToken());
  }

  /// Without the token, which is nobody's business.
  @Override
  public String toString() {
    return "Credential[" + server + ", " + name + "]";
  }
}
