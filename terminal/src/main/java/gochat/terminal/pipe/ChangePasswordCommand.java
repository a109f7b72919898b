package gochat.terminal.pipe;

import gochat.client.v1.Endpoint;
import gochat.terminal.profile.ProfileException;
import gochat.terminal.text.Texts;
import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// Changes the password of the account that is signed in.
final class ChangePasswordCommand implements PipeCommand {
  @Override
  public void declare(CommandSpec spec, Texts texts) {
    SecretInput.declare(spec, texts.get("usage.change-password.password-stdin"));
  }

  @Override
  public void run(ParseResult parsed, CommandContext context)
      throws Failure, ProfileException, IOException {
    Texts texts = context.texts();
    Endpoint server = context.setup().server();
    String token = new TokenSource(context).accountToken();
    SecretInput secrets = new SecretInput(parsed, context);
    String old = secrets.next(texts.get("login.old-password"));
    String password = secrets.newPassword(texts.get("login.another-password"));
    context.credentials().putDevice(server, token, server.changePassword(token, old, password));
    context.output().line(texts.get("change-password.done"));
  }
}
