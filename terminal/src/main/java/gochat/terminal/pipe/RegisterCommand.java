package gochat.terminal.pipe;

import gochat.terminal.profile.DeviceLabel;
import gochat.terminal.profile.ProfileException;
import gochat.terminal.text.Texts;
import gochat.terminal.text.VisibleText;
import gochat.v1.RegisterRequest;
import gochat.v1.Registration;
import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// Creates an account, or makes the stored guest of that name one, signs in and stores the token.
final class RegisterCommand implements PipeCommand {
  private static final String ADMIN = "--admin";
  private static final String INVITE = "--invite";

  @Override
  public void declare(CommandSpec spec, Texts texts) {
    Parameters.add(spec, "NAME", "0..1", texts.get("usage.login.name"));
    Parameters.flag(spec, ADMIN, texts.get("usage.register.admin"));
    Parameters.option(spec, INVITE, "CODE", texts.get("usage.register.invite"), "-invite");
    SecretInput.declare(spec, texts);
  }

  @Override
  public void run(ParseResult parsed, CommandContext context)
      throws Failure, ProfileException, IOException {
    Texts texts = context.texts();
    SecretInput secrets = new SecretInput(parsed, context);
    AccountSignIn signIn = new AccountSignIn(context);
    boolean isAdmin = parsed.hasMatchedOption(ADMIN);
    String given = parsed.matchedOptionValue(INVITE, "").strip();
    if (isAdmin && !given.isEmpty()) {
      throw context.usage("login.two-codes");
    }
    String name = signIn.name(Parameters.optional(parsed, 0), secrets);
    String invitation = isAdmin ? "" : invitation(given, secrets, context);
    String password = secrets.newPassword(texts.get("login.new-password", VisibleText.name(name)));
    RegisterRequest.Builder request =
        RegisterRequest.newBuilder()
            .setName(name)
            .setPassword(password)
            .setInvitation(invitation)
            .setLabel(DeviceLabel.get());
    if (isAdmin) {
      request.setAdminCode(secrets.next(texts.get("login.admin-code")));
    }
    String guest = signIn.guestToken(name);
    signIn.keep(() -> context.setup().server().register(request.build(), guest));
  }

  /// The code to register with, before a password is asked for; empty if none is needed.
  ///
  /// @param given on the command line; empty for none
  private static String invitation(String given, SecretInput secrets, CommandContext context)
      throws Failure, IOException {
    Registration registration = context.setup().server().describe().getRegistration();
    if (registration == Registration.REGISTRATION_OFF) {
      throw context.failures().of(registration);
    }
    if (registration != Registration.REGISTRATION_INVITE || !given.isEmpty()) {
      return given;
    }
    if (!secrets.isTyped()) {
      throw context.failures().of(registration);
    }
    return secrets.next(context.texts().get("login.code"));
  }
}
