package gochat.ops;

import gochat.account.Administration.ResetCode;
import gochat.account.AuditLog.Actor;
import gochat.account.User;
import gochat.log.LogText;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Makes a code with which the user of an account chooses a new password, and hands it over.
@Command(name = "reset")
final class AccountResetCommand implements ServerCommand {
  @SuppressWarnings("NullAway.Init") // set by picocli
  @Parameters(paramLabel = "NAME", descriptionKey = "admin.account.name")
  private String name;

  @Override
  public String group() {
    return "account";
  }

  @Override
  public int run(LiveServer server, Caller caller) throws IOException {
    User account = NamedAccount.find(server, name, caller);
    // A code that is lost does no harm: the next one replaces it.
    ResetCode made = server.identities().administration().createReset(Actor.OPERATOR, account);
    CodeLink link = CodeLink.prepare("reset", made.code(), "password-reset", server, caller);
    caller
        .out()
        .println(
            caller
                .messages()
                .get(
                    "admin.account.reset.done" + link.secret().keyEnd(),
                    LogText.visible(account.name().toString()),
                    link.secret().shown(),
                    Instant.ofEpochMilli(made.expiresMs()).truncatedTo(ChronoUnit.SECONDS)));
    link.qr().ifPresent(caller.out()::println);
    return ExitCode.OK;
  }
}
