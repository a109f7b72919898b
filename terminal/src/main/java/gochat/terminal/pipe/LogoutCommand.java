package gochat.terminal.pipe;

import gochat.client.v1.ChatException;
import gochat.client.v1.Endpoint;
import gochat.terminal.exit.ExitCode;
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

/// Revokes the stored token and removes it.
final class LogoutCommand implements PipeCommand {
  @Override
  public void declare(CommandSpec spec, Texts texts) {
    Parameters.add(spec, "NAME", "0..1", texts.get("usage.login.name"));
  }

  @Override
  public void run(ParseResult parsed, CommandContext context)
      throws Failure, ProfileException, IOException {
    Endpoint server = context.setup().server();
    CredentialStore credentials = context.credentials();
    Credential credential = credential(Parameters.optional(parsed, 0), credentials, context);
    try {
      server.signOut(credential.token());
    } catch (ChatException e) {
      Failure failure = context.failures().of(e);
      // The server did not accept the token any more.
      if (failure.exitCode() != ExitCode.SIGN_IN) {
        throw failure;
      }
    }
    credentials.remove(server.addresses(), credential.name());
    context.done("logout.done", credential);
  }

  private static Credential credential(
      @Nullable String typed, CredentialStore credentials, CommandContext context)
      throws Failure, ProfileException {
    Endpoint server = context.setup().server();
    String name = typed == null ? context.setup().name() : typed;
    if (name != null) {
      return credentials
          .find(server.addresses(), name)
          .orElseThrow(() ->
              new Failure(
                  ExitCode.SIGN_IN,
                  context
                      .texts()
                      .get(
                          "logout.not-in", VisibleText.name(name), server.addresses().toString())));
    }
    List<Credential> accounts = credentials.accounts(server.addresses());
    if (accounts.size() > 1) {
      throw TokenSource.several(accounts, context);
    }
    if (accounts.isEmpty()) {
      throw new Failure(
          ExitCode.SIGN_IN, context.texts().get("logout.nobody", server.addresses().toString()));
    }
    return accounts.getFirst();
  }
}
