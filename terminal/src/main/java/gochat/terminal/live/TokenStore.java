package gochat.terminal.live;

import gochat.client.v1.Endpoint;
import gochat.terminal.profile.Credential;
import gochat.terminal.profile.CredentialStore;
import gochat.terminal.profile.DeviceLabel;
import gochat.terminal.profile.ProfileException;
import gochat.v1.RegisterRequest;
import gochat.v1.SignInRequest;
import gochat.v1.SignedIn;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The user's stored tokens of one server. Errors of the file are reported, and the session
/// continues without it.
public final class TokenStore {
  private final CredentialStore store;
  private final Endpoint server;
  private final Consumer<String> complain;

  /// @param complain receives a sentence if the file cannot be used
  public TokenStore(CredentialStore store, Endpoint server, Consumer<String> complain) {
    this.store = store;
    this.server = server;
    this.complain = complain;
  }

  @Nullable Credential find(String name) {
    try {
      return store
          .find(server.addresses(), name)
          // A token that was received over TLS must not be sent without TLS.
          .filter(credential -> credential.isSafeWith(server))
          .orElse(null);
    } catch (ProfileException e) {
      complain.accept(String.valueOf(e.getMessage()));
      return null;
    }
  }

  /// The name of the only account with a stored token; null if there is none, or more than one.
  @Nullable String onlyName() {
    try {
      List<Credential> accounts = store.accounts(server.addresses());
      return accounts.size() == 1 ? accounts.getFirst().name() : null;
    } catch (ProfileException e) {
      complain.accept(String.valueOf(e.getMessage()));
      return null;
    }
  }

  /// A request to sign in, with this device's token of an earlier sign-in.
  SignInRequest signInRequest(String name, String password) {
    return SignInRequest.newBuilder()
        .setName(name)
        .setPassword(password)
        .setDeviceToken(deviceToken(name))
        .setLabel(DeviceLabel.get())
        .build();
  }

  /// @param code of an invitation or of the administrator; empty for none
  static RegisterRequest registerRequest(String name, String password, String code) {
    return RegisterRequest.newBuilder()
        .setName(name)
        .setPassword(password)
        .setInvitation(code)
        .setLabel(DeviceLabel.get())
        .build();
  }

  private String deviceToken(String name) {
    try {
      return store.deviceToken(server, name);
    } catch (ProfileException e) {
      complain.accept(String.valueOf(e.getMessage()));
      return "";
    }
  }

  void save(SignedIn signedIn) {
    try {
      Credential _ = store.put(server, signedIn);
    } catch (ProfileException e) {
      complain.accept(String.valueOf(e.getMessage()));
    }
  }

  /// Saves a new device token of the account with this token.
  void saveDevice(String token, String deviceToken) {
    try {
      store.putDevice(server, token, deviceToken);
    } catch (ProfileException e) {
      complain.accept(String.valueOf(e.getMessage()));
    }
  }

  void forget(String name) {
    try {
      store.remove(server.addresses(), name);
    } catch (ProfileException e) {
      complain.accept(String.valueOf(e.getMessage()));
    }
  }
}
