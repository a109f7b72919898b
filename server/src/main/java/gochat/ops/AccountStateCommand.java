package gochat.ops;

import static java.util.Objects.requireNonNull;

import gochat.account.Administration;
import gochat.account.AuditLog.Actor;
import gochat.account.Refusal;
import gochat.account.User;
import gochat.account.UserKind;
import gochat.log.LogText;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Changes the state of an account.
abstract class AccountStateCommand implements ServerCommand {
  @SuppressWarnings("NullAway.Init") // set by picocli
  @Parameters(index = "0", paramLabel = "NAME", descriptionKey = "admin.account.name")
  private String name;

  /// @return empty when it is done
  abstract Optional<Refusal> change(Administration administration, User account);

  /// The key of the message that it is done.
  abstract String done();

  @Override
  public String group() {
    return "account";
  }

  @Override
  public int run(LiveServer server, Caller caller) throws IOException {
    User account = NamedAccount.find(server, name, caller);
    Optional<Refusal> refusal = change(server.identities().administration(), account);
    if (refusal.isPresent()) {
      caller.err().println(LogText.visible(refusal.get().sentence()));
      return ExitCode.FAILED;
    }
    caller.out().println(caller.messages().get(done(), LogText.visible(account.name().toString())));
    return ExitCode.OK;
  }

  /// Ends the sessions of an account, and lets it sign in no more.
  @Command(name = "disable")
  static final class Disable extends AccountStateCommand {
    @Override
    Optional<Refusal> change(Administration administration, User account) {
      return administration.disable(Actor.OPERATOR, account);
    }

    @Override
    String done() {
      return "admin.account.disable.done";
    }
  }

  /// Deletes an account.
  @Command(name = "delete")
  static final class Delete extends AccountStateCommand {
    @Option(names = "--messages", descriptionKey = "admin.account.delete.messages")
    private boolean erasesMessages;

    @Override
    Optional<Refusal> change(Administration administration, User account) {
      return administration.delete(Actor.OPERATOR, account, erasesMessages);
    }

    @Override
    String done() {
      return "admin.account.delete.done";
    }
  }

  /// Lets an account sign in again.
  @Command(name = "enable")
  static final class Enable extends AccountStateCommand {
    @Override
    Optional<Refusal> change(Administration administration, User account) {
      return administration.enable(Actor.OPERATOR, account);
    }

    @Override
    String done() {
      return "admin.account.enable.done";
    }
  }

  /// Makes an account an administrator, or takes that from it.
  @Command(name = "role")
  static final class Role extends AccountStateCommand {
    private static final Map<String, UserKind> ROLES =
        Map.of("account", UserKind.ACCOUNT, "administrator", UserKind.ADMINISTRATOR);

    @SuppressWarnings("NullAway.Init") // set by picocli
    @Parameters(index = "1", paramLabel = "ROLE", descriptionKey = "admin.account.role.role")
    private String role;

    @Override
    public int run(LiveServer server, Caller caller) throws IOException {
      if (!ROLES.containsKey(role)) {
        caller
            .err()
            .println(caller.messages().get("admin.account.role.bad", LogText.visible(role)));
        return ExitCode.USAGE;
      }
      return super.run(server, caller);
    }

    @Override
    Optional<Refusal> change(Administration administration, User account) {
      return administration.setKind(Actor.OPERATOR, account, requireNonNull(ROLES.get(role)));
    }

    @Override
    String done() {
      return "admin.account.role.done-" + role;
    }
  }

  /// Ends the sessions of an account.
  @Command(name = "sign-out")
  static final class SignOut extends AccountStateCommand {
    @Override
    Optional<Refusal> change(Administration administration, User account) {
      administration.endSessions(Actor.OPERATOR, account);
      return Optional.empty();
    }

    @Override
    String done() {
      return "admin.account.sign-out.done";
    }
  }
}
