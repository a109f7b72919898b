package gochat.bus.link;

import java.io.IOException;
import java.time.Duration;

/// Carries the messages of a bus, such as a server of NATS.
public interface Engine {
  /// Its address for people, without secrets.
  String name();

  /// See [gochat.bus.Bus#carriesEvents].
  boolean carriesEvents();

  /// The shortest time between two calls of [Link#send], so that what comes meanwhile goes
  /// together.
  Duration sendPause();

  /// Connects within about 5 seconds.
  ///
  /// @param incoming is called from now on, until the link is closed
  /// @throws UnreachableException when a later try may succeed without another configuration
  /// @throws IOException says in a line for the operator what failed
  Link connect(Incoming incoming) throws IOException;
}
