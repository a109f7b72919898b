package gochat.terminal.pipe;

import gochat.terminal.profile.ProfileException;
import gochat.terminal.text.Texts;
import gochat.terminal.text.VisibleText;
import gochat.v1.RegisterRequest;
import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// Makes an account, signs in and keeps the token.
final class RegisterCommand implements Command {
  private static final String ADMIN = "--admin";

  @Override
  public void declare(CommandSpec spec, Texts texts) {
    Parameters.add(spec, "NAME", "0..1", texts.get("usage.login.name"));
    Parameters.flag(spec, ADMIN, texts.get("usage.register.admin"));
    Secrets.declare(spec, texts);
  }

  @Override
  public void run(ParseResult parsed, Errand errand) throws Failure, ProfileException, IOException {
    Texts texts = errand.texts();
    Secrets secrets = new Secrets(parsed, errand);
    SigningIn signingIn = new SigningIn(errand);
    String name = signingIn.name(Parameters.optional(parsed, 0), secrets);
    String password = secrets.next(texts.get("login.new-password", VisibleText.name(name)));
    if (secrets.isTyped() && !secrets.next(texts.get("login.again")).equals(password)) {
      throw errand.usage("login.differ");
    }
    RegisterRequest.Builder request =
        RegisterRequest.newBuilder()
            .setName(name)
            .setPassword(password)
            .setLabel(SigningIn.label());
    if (parsed.hasMatchedOption(ADMIN)) {
      request.setAdminCode(secrets.next(texts.get("login.admin-code")));
    }
    signingIn.keep(() -> errand.setup().server().register(request.build()));
  }
}
