package gochat.terminal.pipe;

import gochat.client.v1.Endpoint;
import gochat.terminal.profile.Credential;
import gochat.terminal.profile.CredentialStore;
import gochat.terminal.profile.ProfileException;
import gochat.terminal.text.Texts;
import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// Deletes the account that is signed in, and removes its token.
final class DeleteAccountCommand implements PipeCommand {
  static final String MESSAGES = "--messages";

  @Override
  public void declare(CommandSpec spec, Texts texts) {
    Parameters.flag(spec, MESSAGES, texts.get("usage.delete-account.messages"));
    SecretInput.declare(spec, texts.get("usage.password-stdin"));
  }

  @Override
  public void run(ParseResult parsed, CommandContext context)
      throws Failure, ProfileException, IOException {
    Texts texts = context.texts();
    Endpoint server = context.setup().server();
    String token = new TokenSource(context).accountToken();
    String password = new SecretInput(parsed, context).next(texts.get("login.own-password"));
    server.deleteSelf(token, password, parsed.hasMatchedOption(MESSAGES));
    CredentialStore credentials = context.credentials();
    for (Credential account : credentials.accounts(server.addresses())) {
      if (account.token().equals(token)) {
        credentials.remove(server.addresses(), account.name());
      }
    }
    context.output().line(texts.get("delete-account.done"));
  }
}
