package gochat.bench.results;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// The results of `bench/compare`: the same loads on several servers, in several rounds.
final class Comparison {
  static final String OURS = "gochat";

  private final List<Result> results;

  Comparison(List<Result> results) {
    this.results = results;
  }

  /// Machine and versions, one sentence each.
  List<String> notes() {
    return results.stream().filter(r -> r.is("record", "note")).map(r -> r.text("text")).toList();
  }

  /// The title of each server by its name, in the order of measuring.
  Map<String, String> servers() {
    Map<String, String> titles = new LinkedHashMap<>();
    results.stream()
        .filter(result -> result.is("record", "server"))
        .forEach(result -> titles.put(result.text("server"), result.text("title")));
    return titles;
  }

  boolean isEncrypted() {
    return results.stream().anyMatch(result -> result.is("tls", "on"));
  }

  Optional<Spread> spread(String server, Figure figure) {
    return Spread.of(byRound(server, figure).values());
  }

  /// The figure of our server divided by that of `peer` in the same round.
  Optional<Spread> ratio(Figure figure, String peer) {
    Map<Integer, Double> ours = byRound(OURS, figure);
    List<Double> ratios = new ArrayList<>();
    byRound(peer, figure)
        .forEach((round, value) -> {
          if (ours.containsKey(round)) {
            ratios.add(ours.get(round) / value);
          }
        });
    return Spread.of(ratios);
  }

  private Map<Integer, Double> byRound(String server, Figure figure) {
    Map<Integer, Double> values = new LinkedHashMap<>();
    for (Result run : runs(server, figure.workload())) {
      OptionalDouble value = figure.of(run);
      if (value.isPresent()) {
        values.put(run.round(), value.getAsDouble());
      }
    }
    return values;
  }

  List<Result> runs(String server, String workload) {
    return results.stream()
        .filter(run -> run.is("server", server) && run.is("workload", workload))
        .toList();
  }

  /// The faults of a server under a workload.
  Optional<String> trouble(String server, String workload) {
    List<Result> runs = runs(server, workload);
    List<String> failures =
        runs.stream().map(run -> run.text("failed")).filter(text -> !text.isEmpty()).toList();
    List<String> troubles = new ArrayList<>();
    for (String kind : List.of("lost", "doubled", "reordered", "unexpected", "connectionsLost")) {
      long count = runs.stream().mapToLong(run -> run.count(kind)).sum();
      if (count > 0) {
        String what = kind.equals("connectionsLost") ? "connections lost" : kind;
        troubles.add("%,d %s".formatted(count, what));
      }
    }
    if (!troubles.isEmpty()) {
      long deliveries = runs.stream().mapToLong(run -> run.count("deliveriesInAll")).sum();
      troubles.add("%,d delivered".formatted(deliveries));
    }
    if (!failures.isEmpty()) {
      troubles.add(
          "%d of %d rounds failed: %s".formatted(failures.size(), runs.size(), failures.getLast()));
    }
    return troubles.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", troubles));
  }
}
