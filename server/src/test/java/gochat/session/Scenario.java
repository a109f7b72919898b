package gochat.session;

import java.util.List;

/// Who takes part in a run of a [World].
@FunctionalInterface
interface Scenario {
  List<Participant> participants();

  /// For how long things break.
  default int steps() {
    return 2_000;
  }

  /// Whether a crash may be followed by the logs' replacement with older ones.
  default boolean restoresBackups() {
    return false;
  }

  /// There is a server, the first one or another.
  default void serverStarted() {}

  /// The server has died; the participants are told next.
  default void serverLost() {}

  /// Reports to the world what is wrong as a whole, now that all is over.
  default void check() {}
}
