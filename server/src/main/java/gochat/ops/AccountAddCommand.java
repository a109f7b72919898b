package gochat.ops;

import gochat.account.Refusal;
import gochat.account.SecretCode;
import gochat.log.LogText;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Adds an account with a password that the server makes.
@Command(name = "add")
final class AccountAddCommand implements ServerCommand {
  @SuppressWarnings("NullAway.Init") // set by picocli
  @Parameters(paramLabel = "NAME", descriptionKey = "admin.account.add.name")
  private String name;

  @Override
  public String group() {
    return "account";
  }

  @Override
  public int run(LiveServer server, Caller caller) throws IOException {
    Messages messages = caller.messages();
    String password = SecretCode.issue(new SecureRandom()).text();
    HandedSecret handed = HandedSecret.prepare(password, "password", server.directory(), caller);
    boolean isAdded = false;
    try {
      Optional<Refusal> refusal = server.identities().signUps().add(name, password);
      isAdded = refusal.isEmpty();
      if (refusal.isPresent()) {
        caller.err().println(LogText.visible(refusal.get().sentence()));
        return ExitCode.FAILED;
      }
    } finally {
      if (!isAdded) {
        handed.withdraw();
      }
    }
    caller
        .out()
        .println(
            messages.get(
                "admin.account.add.done" + handed.keyEnd(), LogText.visible(name), handed.shown()));
    return ExitCode.OK;
  }
}
