package gochat.ops;

import gochat.account.AuditLog.Actor;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Ends an invitation.
@Command(name = "revoke")
final class InvitationRevokeCommand implements ServerCommand {
  @SuppressWarnings("NullAway.Init") // set by picocli
  @Parameters(paramLabel = "ID", descriptionKey = "admin.invitation.revoke.id")
  private UUID id;

  @Override
  public String group() {
    return "invitation";
  }

  @Override
  public int run(LiveServer server, Caller caller) {
    if (!server.identities().invitations().revoke(Actor.OPERATOR, id)) {
      caller.err().println(caller.messages().get("admin.invitation.revoke.unknown", id));
      return ExitCode.FAILED;
    }
    return ExitCode.OK;
  }
}
