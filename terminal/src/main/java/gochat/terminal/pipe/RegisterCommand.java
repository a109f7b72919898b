package gochat.terminal.pipe;

import gochat.terminal.profile.ProfileException;
import gochat.terminal.text.Texts;
import gochat.terminal.text.VisibleText;
import gochat.v1.RegisterRequest;
import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// Creates an account, signs in and stores the token.
final class RegisterCommand implements PipeCommand {
  private static final String ADMIN = "--admin";

  @Override
  public void declare(CommandSpec spec, Texts texts) {
    Parameters.add(spec, "NAME", "0..1", texts.get("usage.login.name"));
    Parameters.flag(spec, ADMIN, texts.get("usage.register.admin"));
    SecretInput.declare(spec, texts);
  }

  @Override
  public void run(ParseResult parsed, CommandContext context)
      throws Failure, ProfileException, IOException {
    Texts texts = context.texts();
    SecretInput secrets = new SecretInput(parsed, context);
    AccountSignIn signIn = new AccountSignIn(context);
    String name = signIn.name(Parameters.optional(parsed, 0), secrets);
    String password = secrets.next(texts.get("login.new-password", VisibleText.name(name)));
    if (secrets.isTyped() && !secrets.next(texts.get("login.again")).equals(password)) {
      throw context.usage("login.differ");
    }
    RegisterRequest.Builder request =
        RegisterRequest.newBuilder()
            .setName(name)
            .setPassword(password)
            .setLabel(AccountSignIn.label());
    if (parsed.hasMatchedOption(ADMIN)) {
      request.setAdminCode(secrets.next(texts.get("login.admin-code")));
    }
    signIn.keep(() -> context.setup().server().register(request.build()));
  }
}
