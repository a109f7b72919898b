package gochat.ops;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Shows facts about the running server.
@Command(name = "status")
final class StatusCommand implements ServerCommand {
  @Option(names = "--json", descriptionKey = "admin.status.json")
  private boolean isJson;

  @Override
  public int run(LiveServer server, Caller caller) {
    List<Fact> facts = server.status();
    if (isJson) {
      caller.out().println(Fact.object(facts));
    } else {
      facts.forEach(fact -> caller.out().println(fact.line()));
    }
    return ExitCode.OK;
  }
}
