package gochat.ops;

import gochat.account.User;
import gochat.log.LogText;
import java.io.IOException;

/// The account that a command names. Stateless.
final class NamedAccount {
  private NamedAccount() {}

  /// @throws IOException with a message for the operator when there is no such account
  static User find(LiveServer server, String name, Caller caller) throws IOException {
    return server
        .identities()
        .administration()
        .find(name)
        .orElseThrow(() ->
            new IOException(caller.messages().get("admin.account.unknown", LogText.visible(name))));
  }
}
