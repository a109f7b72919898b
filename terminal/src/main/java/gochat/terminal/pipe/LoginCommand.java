package gochat.terminal.pipe;

import gochat.client.v1.Endpoint;
import gochat.terminal.profile.DeviceLabel;
import gochat.terminal.profile.ProfileException;
import gochat.terminal.text.Texts;
import gochat.terminal.text.VisibleText;
import gochat.v1.SignInRequest;
import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// Signs in to an account and stores the token.
final class LoginCommand implements PipeCommand {
  @Override
  public void declare(CommandSpec spec, Texts texts) {
    Parameters.add(spec, "NAME", "0..1", texts.get("usage.login.name"));
    SecretInput.declare(spec, texts);
  }

  @Override
  public void run(ParseResult parsed, CommandContext context)
      throws Failure, ProfileException, IOException {
    Endpoint server = context.setup().server();
    SecretInput secrets = new SecretInput(parsed, context);
    AccountSignIn signIn = new AccountSignIn(context);
    String name = signIn.name(Parameters.optional(parsed, 0), secrets);
    String password = secrets.next(context.texts().get("login.password", VisibleText.name(name)));
    SignInRequest request =
        SignInRequest.newBuilder()
            .setName(name)
            .setPassword(password)
            .setDeviceToken(context.credentials().deviceToken(server, name))
            .setLabel(DeviceLabel.get())
            .build();
    signIn.keep(() -> server.signIn(request));
  }
}
