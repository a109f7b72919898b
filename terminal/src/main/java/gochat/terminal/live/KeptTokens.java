package gochat.terminal.live;

import gochat.client.Security;
import gochat.client.ServerAddress;
import gochat.client.v1.Endpoint;
import gochat.terminal.profile.Credential;
import gochat.terminal.profile.CredentialStore;
import gochat.terminal.profile.ProfileException;
import gochat.v1.SignedIn;
import gochat.v1.UserKind;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Tokens in the user's file of credentials. Being without it keeps nobody from talking.
public final class KeptTokens implements Tokens {
  private final CredentialStore store;
  private final ServerAddress server;
  private final boolean isEncrypted;
  private final Consumer<String> complain;

  /// @param complain gets a sentence when the file can't be used
  public KeptTokens(CredentialStore store, Endpoint server, Consumer<String> complain) {
    this.store = store;
    this.server = server.address();
    this.isEncrypted = server.security() instanceof Security.Tls;
    this.complain = complain;
  }

  @Override
  public @Nullable String find(String name) {
    try {
      return store
          .find(server, name)
          // What came over TLS must not travel without.
          .filter(credential -> isEncrypted || !credential.isEncrypted())
          .map(Credential::token)
          .orElse(null);
    } catch (ProfileException e) {
      complain.accept(String.valueOf(e.getMessage()));
      return null;
    }
  }

  @Override
  public @Nullable String onlyName() {
    try {
      List<Credential> accounts = store.accounts(server);
      return accounts.size() == 1 ? accounts.getFirst().name() : null;
    } catch (ProfileException e) {
      complain.accept(String.valueOf(e.getMessage()));
      return null;
    }
  }

  @Override
  public void save(SignedIn signedIn) {
    try {
      store.put(
          new Credential(
              server.toString(),
              signedIn.getUser().getName(),
              signedIn.getUser().getKind() == UserKind.USER_KIND_GUEST,
              isEncrypted,
              signedIn.getToken()));
    } catch (ProfileException e) {
      complain.accept(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void forget(String name) {
    try {
      store.remove(server, name);
    } catch (ProfileException e) {
      complain.accept(String.valueOf(e.getMessage()));
    }
  }
}
