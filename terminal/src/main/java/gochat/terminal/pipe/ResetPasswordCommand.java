package gochat.terminal.pipe;

import gochat.terminal.profile.DeviceLabel;
import gochat.terminal.profile.ProfileException;
import gochat.terminal.text.Texts;
import gochat.v1.ResetPasswordRequest;
import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// Chooses a new password for an account with a code, signs in and stores the token. The code tells
/// the server which account it is for.
final class ResetPasswordCommand implements PipeCommand {
  @Override
  public void declare(CommandSpec spec, Texts texts) {
    SecretInput.declare(spec, texts.get("usage.reset-password.password-stdin"));
  }

  @Override
  public void run(ParseResult parsed, CommandContext context)
      throws Failure, ProfileException, IOException {
    Texts texts = context.texts();
    SecretInput secrets = new SecretInput(parsed, context);
    String code = secrets.next(texts.get("login.reset-code"));
    String password = secrets.newPassword(texts.get("login.another-password"));
    ResetPasswordRequest request =
        ResetPasswordRequest.newBuilder()
            .setCode(code)
            .setNewPassword(password)
            .setLabel(DeviceLabel.get())
            .build();
    new AccountSignIn(context).keep(() -> context.setup().server().resetPassword(request));
  }
}
