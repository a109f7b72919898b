package gochat.bench.results;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A figure over several rounds.
record Spread(double median, double min, double max) {
  static Optional<Spread> of(Collection<Double> values) {
    if (values.isEmpty()) {
      return Optional.empty();
    }
    List<Double> sorted = values.stream().sorted().toList();
    int upper = sorted.size() / 2;
    int lower = (sorted.size() - 1) / 2;
    return Optional.of(
        new Spread(
            (sorted.get(lower) + sorted.get(upper)) / 2, sorted.getFirst(), sorted.getLast()));
  }

  /// As in `0.14 (0.13–0.16)`.
  @Override
  public String toString() {
    return number(median) + (min == max ? "" : " (" + number(min) + "–" + number(max) + ")");
  }

  /// Two digits below ten, one below a hundred.
  static String number(double value) {
    int decimals = value < 9.995 ? 2 : value < 99.95 ? 1 : 0;
    return String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }
}
