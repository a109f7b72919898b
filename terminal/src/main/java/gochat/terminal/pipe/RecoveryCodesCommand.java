package gochat.terminal.pipe;

import gochat.client.v1.Endpoint;
import gochat.terminal.profile.ProfileException;
import gochat.terminal.text.Texts;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// Makes recovery codes of the account that is signed in.
final class RecoveryCodesCommand implements PipeCommand {
  @Override
  public void declare(CommandSpec spec, Texts texts) {
    SecretInput.declare(spec, texts.get("usage.password-stdin"));
  }

  @Override
  public void run(ParseResult parsed, CommandContext context)
      throws Failure, ProfileException, IOException {
    Texts texts = context.texts();
    Endpoint server = context.setup().server();
    String token = new TokenSource(context).accountToken();
    String password = new SecretInput(parsed, context).next(texts.get("login.own-password"));
    try (SecretOutput output = SecretOutput.prepare("recovery-codes", context)) {
      List<String> codes = server.createRecoveryCodes(token, password);
      String shown = output.handOver(String.join("\n", codes));
      context.output().line(texts.get(output.key("recovery-codes.done"), shown));
    }
  }
}
