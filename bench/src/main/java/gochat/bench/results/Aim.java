package gochat.bench.results;

import java.util.List;
import java.util.Optional;

/// The aim for a figure of our server.
///
/// @param peer the server to compare with, empty for an absolute figure
/// @param max the greatest figure, or the greatest ratio to the peer's
record Aim(Figure figure, String peer, double max) {
  static final List<Aim> ALL =
      List.of(
          new Aim(Figure.BURST_CPU, "epoll", 1.5),
          new Aim(Figure.BURST_CPU, "nats-server", 0.4),
          new Aim(Figure.CROWD_CPU, "inspircd", 0.4),
          new Aim(Figure.CROWD_CPU, "nats-server", 0.2),
          new Aim(Figure.STEADY_CPU, "epoll", 1.4),
          new Aim(Figure.STEADY_CPU, "inspircd", 1),
          new Aim(Figure.STEADY_CPU, "nats-server", 1),
          new Aim(Figure.STEADY_P99, "epoll", 1.5),
          new Aim(Figure.PRIVATE_CPU, "nats-server", 1.5),
          new Aim(Figure.IDLE_KB, "", 10));

  Optional<Spread> measured(Comparison comparison) {
    return peer.isEmpty()
        ? comparison.spread(Comparison.OURS, figure)
        : comparison.ratio(figure, peer);
  }

  String text() {
    return "at most " + Spread.number(max) + (peer.isEmpty() ? " " + figure.unit() : " × " + peer);
  }
}
