package gochat.terminal.pipe;

import gochat.client.v1.ChatException;
import gochat.client.v1.Endpoint;
import gochat.terminal.profile.Credential;
import gochat.terminal.profile.CredentialStore;
import gochat.terminal.profile.ProfileException;
import gochat.terminal.text.Texts;
import gochat.terminal.text.VisibleText;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// Makes the token worthless and forgets it.
final class LogoutCommand implements Command {
  @Override
  public void declare(CommandSpec spec, Texts texts) {
    Parameters.add(spec, "NAME", "0..1", texts.get("usage.login.name"));
  }

  @Override
  public void run(ParseResult parsed, Errand errand) throws Failure, ProfileException, IOException {
    Endpoint server = errand.setup().server();
    CredentialStore credentials = errand.credentials();
    Credential credential = credential(Parameters.optional(parsed, 0), credentials, errand);
    try {
      server.signOut(credential.token());
    } catch (ChatException e) {
      Failure failure = errand.failures().of(e);
      // It was worth nothing any more.
      if (failure.exitCode() != ExitCode.SIGN_IN) {
        throw failure;
      }
    }
    credentials.remove(server.address(), credential.name());
    errand.done("logout.done", credential);
  }

  private static Credential credential(
      @Nullable String typed, CredentialStore credentials, Errand errand)
      throws Failure, ProfileException {
    Endpoint server = errand.setup().server();
    String name = typed == null ? errand.setup().name() : typed;
    if (name != null) {
      return credentials
          .find(server.address(), name)
          .orElseThrow(() ->
              new Failure(
                  ExitCode.SIGN_IN,
                  errand
                      .texts()
                      .get("logout.not-in", VisibleText.name(name), server.address().toString())));
    }
    List<Credential> accounts = credentials.accounts(server.address());
    if (accounts.size() > 1) {
      throw Identity.several(accounts, errand);
    }
    if (accounts.isEmpty()) {
      throw new Failure(
          ExitCode.SIGN_IN, errand.texts().get("logout.nobody", server.address().toString()));
    }
    return accounts.getFirst();
  }
}
