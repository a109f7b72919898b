package gochat.ops;

import gochat.log.LogText;
import gochat.store.Servers;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Shows the servers that share the store.
@Command(name = "nodes")
final class NodesCommand implements ServerCommand {
  /// Enough to tell the servers of a store apart.
  private static final int ID_CHARACTERS = 8;

  private static final String UNKNOWN = "?";

  @Option(names = "--json", descriptionKey = "admin.nodes.json")
  private boolean isJson;

  @Override
  public int run(LiveServer server, Caller caller) {
    List<Servers.Running> all = server.store().servers().all();
    if (all.isEmpty() && !isJson) {
      caller.out().println(caller.messages().get("admin.nodes.alone"));
    }
    all.forEach(
        running -> caller.out().println(isJson ? json(running) : line(running, caller.messages())));
    return ExitCode.OK;
  }

  private static String json(Servers.Running running) {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("id", running.id()));
    facts.add(new Fact("address", running.address()));
    facts.add(new Fact("version", running.version()));
    facts.add(new Fact("since", running.since()));
    running
        .silence()
        .ifPresent(silence -> facts.add(new Fact("silent-seconds", silence.toSeconds())));
    facts.add(new Fact("draining", String.valueOf(running.isDraining())));
    facts.add(new Fact("asked", String.valueOf(running.isThis())));
    return Fact.object(facts);
  }

  private static String line(Servers.Running running, Messages messages) {
    String line =
        messages.get(
            "admin.nodes.line",
            running.id().toString().substring(0, ID_CHARACTERS),
            orUnknown(running.address()),
            orUnknown(running.version()),
            running.since().truncatedTo(ChronoUnit.SECONDS).toString(),
            running.silence().map(NodesCommand::seconds).orElse(UNKNOWN));
    String draining = running.isDraining() ? messages.get("admin.nodes.draining") : "";
    String asked = running.isThis() ? messages.get("admin.nodes.asked") : "";
    return line + draining + asked;
  }

  private static String seconds(Duration silence) {
    return String.format(Locale.ROOT, "%.1f", silence.toMillis() / 1_000.0);
  }

  private static String orUnknown(String text) {
    return text.isEmpty() ? UNKNOWN : LogText.visible(text);
  }
}
