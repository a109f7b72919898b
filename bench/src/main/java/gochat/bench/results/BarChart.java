package gochat.bench.results;

import gochat.bench.results.Svg.Anchor;
import gochat.bench.results.Svg.Role;
import java.util.ArrayList;
import java.util.List;

/// The CPU time of a delivery by server, a group of bars for each load, all on one logarithmic
/// scale.
final class BarChart {
  private static final List<Figure> FIGURES =
      List.of(Figure.BURST_CPU, Figure.CROWD_CPU, Figure.STEADY_CPU, Figure.PRIVATE_CPU);

  private static final String LOAD =
      "Messages of 100 bytes to 1,000 receivers; private ones between 1,000 pairs. Shorter is"
          + " better.";

  private static final int WIDTH = 760;
  private static final int MARGIN = 20;
  private static final int BARS_X = 230;
  private static final int BARS_WIDTH = WIDTH - BARS_X - 130;
  private static final int HEADING_HEIGHT = 74;
  private static final int GROUP_HEIGHT = 30;
  private static final int ROW_HEIGHT = 22;
  private static final int BAR_HEIGHT = 14;
  private static final int AXIS_HEIGHT = 44;

  private record Bar(String server, String title, Spread value) {}

  private record Group(Figure figure, List<Bar> bars) {}

  private final List<Group> groups = new ArrayList<>();
  private final String subtitle;
  private int firstDecade = Integer.MAX_VALUE;
  private int lastDecade = Integer.MIN_VALUE;

  private BarChart(Comparison comparison) {
    subtitle = comparison.notes().stream().findFirst().orElse("");
    for (Figure figure : FIGURES) {
      List<Bar> bars = new ArrayList<>();
      comparison
          .servers()
          .forEach((server, title) ->
              comparison
                  .spread(server, figure)
                  .ifPresent(value -> bars.add(new Bar(server, plain(title), value))));
      if (!bars.isEmpty()) {
        groups.add(new Group(figure, bars));
        bars.forEach(bar -> include(bar.value));
      }
    }
  }

  /// Without Markdown marks.
  private static String plain(String title) {
    return title.replaceAll("[*`]", "");
  }

  private void include(Spread value) {
    firstDecade = Math.min(firstDecade, (int) Math.floor(Math.log10(value.min())));
    lastDecade = Math.max(lastDecade, (int) Math.ceil(Math.log10(value.max())));
  }

  static String of(Comparison comparison) {
    return new BarChart(comparison).draw();
  }

  private String draw() {
    int rows = groups.stream().mapToInt(group -> group.bars.size()).sum();
    int plotEnd = HEADING_HEIGHT + groups.size() * GROUP_HEIGHT + rows * ROW_HEIGHT;
    String title = "CPU time of the server for one delivery";
    Svg svg = new Svg(WIDTH, plotEnd + AXIS_HEIGHT, title);
    svg.text(MARGIN, 28, Anchor.START, Role.TITLE, title);
    svg.text(MARGIN, 46, Anchor.START, Role.FAINT, subtitle);
    svg.text(MARGIN, 62, Anchor.START, Role.FAINT, LOAD);
    drawScale(svg, plotEnd);
    int y = HEADING_HEIGHT;
    for (Group group : groups) {
      y += GROUP_HEIGHT;
      svg.text(MARGIN, y - 8, Anchor.START, Role.HEADING, group.figure.title());
      for (Bar bar : group.bars) {
        drawBar(svg, bar, y, group.figure.unit());
        y += ROW_HEIGHT;
      }
    }
    return svg.toString();
  }

  private void drawScale(Svg svg, int plotEnd) {
    for (int decade = firstDecade; decade <= lastDecade; decade++) {
      double x = x(Math.pow(10, decade));
      svg.line(x, HEADING_HEIGHT + 4, x, plotEnd + 4, Role.GRID);
      svg.text(x, plotEnd + 20, Anchor.MIDDLE, Role.FAINT, axisLabel(decade));
    }
    svg.text(BARS_X, plotEnd + 36, Anchor.START, Role.FAINT, "logarithmic: a step is ten times");
  }

  private static String axisLabel(int decade) {
    return (decade < 0 ? "0." + "0".repeat(-decade - 1) + "1" : "1" + "0".repeat(decade)) + " µs";
  }

  private void drawBar(Svg svg, Bar bar, int y, String unit) {
    Role role =
        switch (bar.server) {
          case Comparison.OURS -> Role.OURS;
          case "epoll" -> Role.LIMIT;
          default -> Role.PEER;
        };
    double middle = y + ROW_HEIGHT / 2.0;
    double textY = middle + 4;
    svg.text(BARS_X - 10, textY, Anchor.END, Role.TEXT, bar.title);
    double end = x(bar.value.median());
    svg.bar(BARS_X, middle - BAR_HEIGHT / 2.0, end - BARS_X, BAR_HEIGHT, role);
    double rangeEnd = x(bar.value.max());
    svg.line(x(bar.value.min()), middle, rangeEnd, middle, Role.RANGE);
    String label = Spread.number(bar.value.median()) + " " + unit;
    svg.text(Math.max(end, rangeEnd) + 8, textY, Anchor.START, Role.TEXT, label);
  }

  private double x(double value) {
    double share = (Math.log10(value) - firstDecade) / (lastDecade - firstDecade);
    return BARS_X + share * BARS_WIDTH;
  }
}
