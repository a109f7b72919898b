package gochat.terminal.pipe;

import gochat.client.v1.ChatException;
import gochat.client.v1.Endpoint;
import gochat.terminal.profile.Credential;
import gochat.terminal.profile.CredentialStore;
import gochat.terminal.profile.ProfileException;
import gochat.v1.SignedIn;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What signing in and registering have in common.
final class AccountSignIn {
  /// What the server takes for the label of a session.
  private static final int LABEL_CHARS_MAX = 64;

  private final CommandContext context;
  private final Endpoint server;

  AccountSignIn(CommandContext context) {
    this.context = context;
    server = context.setup().server();
  }

  /// @param typed as a parameter; null: the name of the options, the profile, or one that is asked
  ///   for
  String name(@Nullable String typed, SecretInput secrets) throws Failure {
    String name = typed == null ? context.setup().name() : typed;
    return name == null ? secrets.name(context.setup().texts().get("name.prompt")) : name;
  }

  /// What tells this session from the user's others.
  static String label() {
    try {
      String host = InetAddress.getLocalHost().getHostName();
      return host.substring(0, Math.min(LABEL_CHARS_MAX, host.length()));
    } catch (UnknownHostException _) {
      return "client";
    }
  }

  /// Keeps the token that `call` gets, and ends the session whose place it takes.
  void keep(Supplier<SignedIn> call) throws Failure, ProfileException, IOException {
    SignedIn signedIn = signedIn(call);
    CredentialStore credentials = context.credentials();
    Optional<Credential> before = credentials.find(server.address(), signedIn.getUser().getName());
    Credential credential = credentials.put(server, signedIn);
    before.ifPresent(this::signOut);
    context.done("login.done", credential);
  }

  private SignedIn signedIn(Supplier<SignedIn> call) throws Failure {
    try {
      return call.get();
    } catch (ChatException e) {
      throw refused(context.failures().of(e));
    }
  }

  /// Whatever a server refuses who is asked to let somebody in is a question of signing in.
  static Failure refused(Failure failure) {
    return failure.exitCode() == ExitCode.REFUSED
        ? new Failure(ExitCode.SIGN_IN, String.valueOf(failure.getMessage()))
        : failure;
  }

  private void signOut(Credential credential) {
    try {
      server.signOut(credential.token());
    } catch (ChatException _) {
      // It ends by itself when it is not used for long.
    }
  }
}
