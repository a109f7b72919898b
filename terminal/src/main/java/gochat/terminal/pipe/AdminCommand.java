package gochat.terminal.pipe;

import gochat.client.v1.Administration;
import gochat.terminal.profile.ProfileException;
import gochat.terminal.text.Texts;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// Administers the server from afar, with the words of `bin/server admin`.
final class AdminCommand implements PipeCommand {
  private static final String ACCOUNT = "account";
  private static final String INVITATION = "invitation";
  private static final String EXPECTED =
      "account list|disable|delete|enable|role|sign-out|reset, invitation add|list|revoke";

  @Override
  public void declare(CommandSpec spec, Texts texts) {
    Parameters.choiceParameter(spec, List.of(ACCOUNT, INVITATION), texts.get("usage.admin.group"));
    Parameters.add(spec, "ACTION", "1", texts.get("usage.admin.action"));
    Parameters.add(spec, "NAME|ID", "0..1", texts.get("usage.admin.which"));
    Parameters.add(spec, "ROLE", "0..1", texts.get("usage.admin.role"));
    Parameters.flag(
        spec, RoomsCommand.JSON, texts.get("usage.json", "ServerAccount / ServerInvitation"));
    Parameters.flag(spec, DeleteAccountCommand.MESSAGES, texts.get("usage.admin.messages"));
    InvitationAdministration.declare(spec, texts);
  }

  @Override
  public void run(ParseResult parsed, CommandContext context)
      throws Failure, ProfileException, IOException {
    String action = Parameters.required(parsed, 0) + " " + Parameters.required(parsed, 1);
    String which = Parameters.optional(parsed, 2);
    boolean isJson = parsed.hasMatchedOption(RoomsCommand.JSON);
    Administration server =
        context.setup().server().administration(new TokenSource(context).accountToken());
    AccountAdministration accounts = new AccountAdministration(server, context);
    InvitationAdministration invitations = new InvitationAdministration(server, context);
    switch (action) {
      case "account list" -> accounts.list(which == null ? "" : which, isJson);
      case "account disable" -> accounts.disable(given(which, "NAME", context));
      case "account delete" ->
          accounts.delete(
              given(which, "NAME", context),
              parsed.hasMatchedOption(DeleteAccountCommand.MESSAGES));
      case "account enable" -> accounts.enable(given(which, "NAME", context));
      case "account role" ->
          accounts.setRole(
              given(which, "NAME", context),
              given(Parameters.optional(parsed, 3), "ROLE", context));
      case "account sign-out" -> accounts.endSessions(given(which, "NAME", context));
      case "account reset" -> accounts.reset(given(which, "NAME", context));
      case "invitation list" -> invitations.list(isJson);
      case "invitation add" -> invitations.add(parsed);
      case "invitation revoke" -> invitations.revoke(given(which, "ID", context));
      default -> throw Parameters.wrong("admin", action, EXPECTED, context);
    }
  }

  private static String given(@Nullable String which, String label, CommandContext context)
      throws Failure {
    if (which == null) {
      throw context.usage("admin.which", label);
    }
    return which;
  }
}
