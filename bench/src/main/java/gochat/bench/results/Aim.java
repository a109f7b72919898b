package gochat.bench.results;

import java.util.List;
import java.util.Optional;

/// What a figure of our server is to reach.
///
/// @param peer whose figure it is measured by, empty for an absolute figure
/// @param max the figure itself, or how many times the peer's, at most
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
