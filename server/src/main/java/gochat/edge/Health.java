package gochat.edge;

import org.jspecify.annotations.Nullable;

/// The condition of a server, for supervisors and load balancers. For any thread; nothing waits.
public interface Health {
  /// The path at which a port serves [#live].
  String LIVE_PATH = "/health/live";

  /// The path at which a port serves [#ready].
  String READY_PATH = "/health/ready";

  /// Whether the process goes on. If it does not, only a restart helps.
  Condition live();

  /// Whether clients should come to this server now.
  Condition ready();

  /// @param problem what is wrong, in a few words; null when nothing is
  record Condition(@Nullable String problem) {
    public static final Condition GOOD = new Condition(null);

    public boolean isGood() {
      return problem == null;
    }

    /// The status over HTTP.
    public int status() {
      return problem == null ? 200 : 503;
    }

    /// One line for people.
    public String text() {
      return (problem == null ? "ok" : problem) + "\n";
    }
  }
}
