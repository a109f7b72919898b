package gochat.ops;

import gochat.account.Invitation;
import gochat.account.UserKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Lists the invitations that have not expired.
@Command(name = "list")
final class InvitationListCommand implements ServerCommand {
  @Option(names = "--json", descriptionKey = "admin.invitation.list.json")
  private boolean isJson;

  @Override
  public String group() {
    return "invitation";
  }

  @Override
  public int run(LiveServer server, Caller caller) {
    for (Invitation invitation : server.identities().invitations().all()) {
      List<Fact> facts = facts(invitation);
      if (isJson) {
        caller.out().println(Fact.object(facts));
      } else {
        facts.forEach(fact -> caller.out().println(fact.line()));
        caller.out().println();
      }
    }
    return ExitCode.OK;
  }

  private static List<Fact> facts(Invitation invitation) {
    UserKind kind = invitation.terms().kind();
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("id", invitation.id()));
    facts.add(new Fact("kind", kind.name().toLowerCase(Locale.ROOT)));
    facts.add(new Fact("uses", invitation.uses()));
    facts.add(new Fact("uses-max", invitation.terms().usesMax()));
    facts.add(new Fact("rooms", String.join(" ", invitation.terms().rooms())));
    facts.add(new Fact("note", invitation.terms().note()));
    facts.add(new Fact("created", Instant.ofEpochMilli(invitation.createdMs())));
    facts.add(new Fact("expires", Instant.ofEpochMilli(invitation.expiresMs())));
    return facts;
  }
}
