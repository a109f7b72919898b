package gochat.terminal.pipe;

import gochat.client.v1.ChatException;
import gochat.client.v1.Endpoint;
import gochat.terminal.exit.ExitCode;
import gochat.terminal.profile.Credential;
import gochat.terminal.profile.CredentialStore;
import gochat.terminal.profile.ProfileException;
import gochat.terminal.text.PasswordResetText;
import gochat.v1.SignedIn;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The common part of the commands that sign in.
final class AccountSignIn {
  private final CommandContext context;
  private final Endpoint server;

  AccountSignIn(CommandContext context) {
    this.context = context;
    server = context.setup().server();
  }

  /// @param typed a parameter; null: use the name of the options or the profile, or ask for one
  String name(@Nullable String typed, SecretInput secrets) throws Failure {
    String name = typed == null ? context.setup().name() : typed;
    return name == null ? secrets.name(context.setup().texts().get("name.prompt")) : name;
  }

  /// The stored token of the guest of that name, which becomes the account; empty for none.
  String guestToken(String name) throws ProfileException {
    return context
        .credentials()
        .find(server.addresses(), name)
        .filter(Credential::isGuest)
        .filter(guest -> guest.isSafeWith(server))
        .map(Credential::token)
        .orElse("");
  }

  /// Stores the token that `call` returns, and ends the session of the token that it replaces.
  void keep(Supplier<SignedIn> call) throws Failure, ProfileException, IOException {
    SignedIn signedIn = signedIn(call);
    CredentialStore credentials = context.credentials();
    Optional<Credential> before =
        credentials.find(server.addresses(), signedIn.getUser().getName());
    Credential credential = credentials.put(server, signedIn);
    before.ifPresent(this::signOut);
    context.done("login.done", credential);
    if (signedIn.hasPasswordResetTime()) {
      context.output().line(PasswordResetText.of(signedIn, context.texts()));
    }
  }

  private SignedIn signedIn(Supplier<SignedIn> call) throws Failure {
    try {
      return call.get();
    } catch (ChatException e) {
      throw refused(context.failures().of(e));
    }
  }

  /// The exit code of a refused sign-in is [ExitCode#SIGN_IN].
  static Failure refused(Failure failure) {
    return failure.exitCode() == ExitCode.REFUSED
        ? new Failure(ExitCode.SIGN_IN, String.valueOf(failure.getMessage()))
        : failure;
  }

  private void signOut(Credential credential) {
    try {
      server.signOut(credential.token());
    } catch (ChatException _) {
      // The session ends by itself when it is not used for long.
    }
  }
}
