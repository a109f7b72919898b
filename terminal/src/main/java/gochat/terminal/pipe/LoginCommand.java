package gochat.terminal.pipe;

import gochat.client.v1.Endpoint;
import gochat.terminal.profile.ProfileException;
import gochat.terminal.text.Texts;
import gochat.terminal.text.VisibleText;
import gochat.v1.SignInRequest;
import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// Signs in to an account and keeps the token.
final class LoginCommand implements Command {
  @Override
  public void declare(CommandSpec spec, Texts texts) {
    Parameters.add(spec, "NAME", "0..1", texts.get("usage.login.name"));
    Secrets.declare(spec, texts);
  }

  @Override
  public void run(ParseResult parsed, Errand errand) throws Failure, ProfileException, IOException {
    Endpoint server = errand.setup().server();
    Secrets secrets = new Secrets(parsed, errand);
    SigningIn signingIn = new SigningIn(errand);
    String name = signingIn.name(Parameters.optional(parsed, 0), secrets);
    String password = secrets.next(errand.texts().get("login.password", VisibleText.name(name)));
    SignInRequest request =
        SignInRequest.newBuilder()
            .setName(name)
            .setPassword(password)
            .setDeviceToken(errand.credentials().deviceToken(server, name))
            .setLabel(SigningIn.label())
            .build();
    signingIn.keep(() -> server.signIn(request));
  }
}
