package gochat.terminal.pipe;

import gochat.client.Security;
import gochat.client.ServerAddress;
import gochat.client.ServerAddresses;
import gochat.client.v1.ChatException;
import gochat.client.v1.Endpoint;
import gochat.terminal.exit.ExitCode;
import gochat.terminal.profile.Credential;
import gochat.terminal.profile.CredentialStore;
import gochat.terminal.profile.ProfileException;
import gochat.terminal.text.VisibleText;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Chooses the token of a command: that of the environment, else of the account that is signed in,
/// else of a guest. A guest's token is stored too, because the server holds the guest's name for a
/// while, and the next command continues as the same guest.
final class TokenSource {
  private static final String GUEST = "guest";

  private final CommandContext context;
  private final Endpoint server;
  private final CredentialStore credentials;
  private @Nullable Credential guest;

  TokenSource(CommandContext context) {
    this.context = context;
    server = context.setup().server();
    credentials = context.credentials();
  }

  /// The first token to try.
  String token() throws Failure {
    String given = given();
    if (!given.isEmpty()) {
      return given;
    }
    try {
      Optional<Credential> stored = stored();
      return stored.isPresent() ? used(stored.get()) : newGuest(guestName());
    } catch (ProfileException e) {
      throw new Failure(ExitCode.FAILED, String.valueOf(e.getMessage()));
    }
  }

  /// The token of a command that is about an account.
  String accountToken() throws Failure {
    String given = given();
    if (!given.isEmpty()) {
      return given;
    }
    try {
      Optional<Credential> account = stored().filter(found -> !found.isGuest());
      if (account.isEmpty()) {
        String address = server.addresses().toString();
        throw new Failure(ExitCode.SIGN_IN, context.texts().get("logout.nobody", address));
      }
      return used(account.get());
    } catch (ProfileException e) {
      throw new Failure(ExitCode.FAILED, String.valueOf(e.getMessage()));
    }
  }

  private String given() {
    return context.setup().environment().getOrDefault(Credential.TOKEN_VARIABLE, "").strip();
  }

  /// Another token, after the server did not accept the first.
  ///
  /// @return null unless the first was a guest's: the user must sign in
  @Nullable String otherToken() throws Failure {
    if (guest == null) {
      return null;
    }
    try {
      credentials.remove(server.addresses(), guest.name());
      return newGuest(guest.name());
    } catch (ProfileException e) {
      throw new Failure(ExitCode.FAILED, String.valueOf(e.getMessage()));
    }
  }

  private Optional<Credential> stored() throws Failure, ProfileException {
    String name = context.setup().name();
    if (name != null) {
      return credentials.find(server.addresses(), name);
    }
    List<Credential> accounts = credentials.accounts(server.addresses());
    if (accounts.size() > 1) {
      throw several(accounts, context);
    }
    return accounts.isEmpty()
        ? credentials.find(server.addresses(), guestName())
        : Optional.of(accounts.getFirst());
  }

  /// The failure that the options do not choose one of `accounts`.
  static Failure several(List<Credential> accounts, CommandContext context) {
    return context.usage(
        "identity.several",
        context.setup().server().addresses().toString(),
        accounts.stream()
            .map(account -> VisibleText.name(account.name()))
            .collect(Collectors.joining(", ")));
  }

  private String used(Credential credential) throws Failure {
    if (credential.isEncrypted()
        && server.security() instanceof Security.Plaintext
        && !isOnThisMachine(server.addresses())) {
      throw new Failure(
          ExitCode.SIGN_IN,
          context
              .texts()
              .get(
                  "identity.needs-tls",
                  VisibleText.name(credential.name()),
                  server.addresses().toString()));
    }
    if (credential.isGuest()) {
      guest = credential;
      noticeDefaultName();
    }
    return credential.token();
  }

  static boolean isOnThisMachine(ServerAddresses server) {
    return server.all().stream().allMatch(TokenSource::isLoopback);
  }

  private static boolean isLoopback(ServerAddress address) {
    try {
      return InetAddress.getByName(address.host()).isLoopbackAddress();
    } catch (UnknownHostException _) {
      return false;
    }
  }

  private String newGuest(String name) throws Failure, ProfileException {
    Credential credential;
    try {
      credential = credentials.put(server, server.signInAsGuest(name));
    } catch (ChatException e) {
      // Two commands may start at the same time: one signs the guest in, the other uses its token.
      credential =
          credentials
              .find(server.addresses(), name)
              .orElseThrow(() -> AccountSignIn.refused(context.failures().of(e)));
    }
    if (guest == null) {
      noticeDefaultName();
    }
    return credential.token();
  }

  private String guestName() {
    if (context.setup().name() != null) {
      return context.setup().name();
    }
    String user = context.setup().environment().getOrDefault("USER", "");
    return user.isBlank() ? GUEST : user;
  }

  private void noticeDefaultName() {
    if (context.setup().name() == null) {
      context.notice(
          "identity.guest",
          VisibleText.name(guestName()),
          context.setup().server().addresses().toString());
    }
  }
}
