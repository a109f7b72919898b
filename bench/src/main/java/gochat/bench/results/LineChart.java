package gochat.bench.results;

import gochat.bench.results.Svg.Anchor;
import gochat.bench.results.Svg.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Shows how a cost grows with the load: a panel for each parameter that `bench/sweep` varies.
final class LineChart {
  /// @param sweep the parameter's name in the results
  /// @param key the figure's name in the results
  private record Panel(String sweep, String title, String key, double divisor) {}

  private static final List<Panel> PANELS =
      List.of(
          new Panel("receivers", "receivers: µs per delivery", "serverCpuUsPerDelivery", 1),
          new Panel("size", "bytes of a message: µs per delivery", "serverCpuUsPerDelivery", 1),
          new Panel("senders", "senders: µs per delivery", "serverCpuUsPerDelivery", 1),
          new Panel("rooms", "rooms of 10: µs per delivery", "serverCpuUsPerDelivery", 1),
          new Panel("cores", "cores: million deliveries per second", "deliveriesPerSecond", 1e6));

  private static final int PANEL_WIDTH = 380;
  private static final int PANEL_HEIGHT = 250;
  private static final int HEADING_HEIGHT = 58;
  private static final int LEFT = 60;
  private static final int RIGHT = 24;
  private static final int TOP = 48;
  private static final int BOTTOM = 40;
  private static final int GRID_LINES = 4;

  private final List<Result> results;

  private LineChart(List<Result> results) {
    this.results = results;
  }

  /// @param results of `bench/sweep`
  static String of(List<Result> results) {
    return new LineChart(results).draw();
  }

  private String draw() {
    List<Panel> panels = PANELS.stream().filter(panel -> !points(panel).isEmpty()).toList();
    int rows = (panels.size() + 1) / 2;
    String title = "GoChat: how the cost of a delivery grows";
    Svg svg = new Svg(2 * PANEL_WIDTH, HEADING_HEIGHT + rows * PANEL_HEIGHT, title);
    svg.text(20, 28, Anchor.START, Role.TITLE, title);
    svg.text(20, 46, Anchor.START, Role.FAINT, subtitle());
    for (int i = 0; i < panels.size(); i++) {
      int left = i % 2 * PANEL_WIDTH;
      int top = HEADING_HEIGHT + i / 2 * PANEL_HEIGHT;
      drawPanel(svg, panels.get(i), left, top);
    }
    return svg.toString();
  }

  private String subtitle() {
    return results.stream()
        .filter(result -> result.is("record", "note"))
        .map(result -> result.text("text"))
        .findFirst()
        .orElse("");
  }

  /// The figure at each step of the sweep.
  private Map<Long, Spread> points(Panel panel) {
    Map<Long, List<Double>> values = new TreeMap<>();
    for (Result result : results) {
      if (result.is("sweep", panel.sweep)) {
        result
            .number(panel.key)
            .ifPresent(value ->
                values
                    .computeIfAbsent(result.count("at"), _ -> new ArrayList<>())
                    .add(value / panel.divisor));
      }
    }
    Map<Long, Spread> points = new TreeMap<>();
    values.forEach((at, rounds) -> Spread.of(rounds).ifPresent(point -> points.put(at, point)));
    return points;
  }

  private void drawPanel(Svg svg, Panel panel, int left, int top) {
    Map<Long, Spread> points = points(panel);
    double highest = points.values().stream().mapToDouble(Spread::max).max().orElse(1);
    double step = niceStep(highest / GRID_LINES);
    double range = step * Math.ceil(highest * 1.1 / step);
    double bottom = top + PANEL_HEIGHT - BOTTOM;
    double height = PANEL_HEIGHT - TOP - BOTTOM;
    svg.text(left + 20, top + 24, Anchor.START, Role.HEADING, panel.title);
    for (double value = 0; value <= range + step / 2; value += step) {
      double y = bottom - value / range * height;
      svg.line(left + LEFT, y, left + PANEL_WIDTH - RIGHT, y, Role.GRID);
      svg.text(left + LEFT - 8, y + 4, Anchor.END, Role.FAINT, Spread.number(value));
    }
    Svg.Points line = new Svg.Points();
    double between = (PANEL_WIDTH - LEFT - RIGHT) / (double) points.size();
    double x = left + LEFT + between / 2;
    for (Map.Entry<Long, Spread> point : points.entrySet()) {
      double y = bottom - point.getValue().median() / range * height;
      line.add(x, y);
      x += between;
    }
    svg.polyline(line, Role.OURS);
    x = left + LEFT + between / 2;
    for (Map.Entry<Long, Spread> point : points.entrySet()) {
      Spread value = point.getValue();
      double y = bottom - value.median() / range * height;
      double highY = bottom - value.max() / range * height;
      svg.line(x, bottom - value.min() / range * height, x, highY, Role.RANGE);
      svg.dot(x, y, Role.OURS);
      svg.text(x, highY - 9, Anchor.MIDDLE, Role.TEXT, Spread.number(value.median()));
      svg.text(
          x,
          bottom + 18,
          Anchor.MIDDLE,
          Role.FAINT,
          String.format(Locale.ROOT, "%,d", point.getKey()));
      x += between;
    }
  }

  /// One, two or five times a power of ten, at least `least`.
  private static double niceStep(double least) {
    double power = Math.pow(10, Math.floor(Math.log10(least)));
    for (double factor : new double[] {1, 2, 5}) {
      if (factor * power >= least) {
        return factor * power;
      }
    }
    return 10 * power;
  }
}
