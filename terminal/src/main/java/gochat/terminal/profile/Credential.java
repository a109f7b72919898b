package gochat.terminal.profile;

/// A token, and what it is for.
///
/// @param server as `host:port`
/// @param name of the user, as the server tells it
/// @param isGuest whether the user has a name only
/// @param isEncrypted whether the token came over TLS: then it must not travel without
/// @param token whoever has it is the user
public record Credential(
    String server, String name, boolean isGuest, boolean isEncrypted, String token) {

  /// Without the token, which is nobody's business.
  @Override
  public String toString() {
    return "Credential[" + server + ", " + name + "]";
  }
}
