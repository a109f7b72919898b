package gochat.bench.results;

import java.util.Locale;

/// A drawing on its own background, for light and dark pages.
final class Svg {
  /// The role of a text or shape, which decides its colour.
  enum Role {
    TITLE,
    HEADING,
    TEXT,
    FAINT,
    GRID,
    OURS,
    LIMIT,
    PEER,
    RANGE
  }

  /// The point of a text that its coordinates give.
  enum Anchor {
    START,
    MIDDLE,
    END
  }

  private static final String STYLE =
      """
      <style>
        text { font: 12px system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; }
        text.title { font-size: 14px; font-weight: 600; }
        text.heading { font-weight: 600; }
        .card { fill: #ffffff; stroke: #d0d7de; }
        .title, .heading, .text { fill: #1f2328; }
        .faint { fill: #59636e; }
        .grid { stroke: #d8dee4; }
        .range { stroke: #1f2328; }
        .ours { fill: #0b66c3; stroke: #0b66c3; }
        .limit { fill: #2e8540; stroke: #2e8540; }
        .peer { fill: #aab4be; stroke: #aab4be; }
        polyline { fill: none; stroke-width: 2; }
        @media (prefers-color-scheme: dark) {
          .card { fill: #15191f; stroke: #3d444d; }
          .title, .heading, .text { fill: #f0f6fc; }
          .faint { fill: #9198a1; }
          .grid { stroke: #343b44; }
          .range { stroke: #f0f6fc; }
          .ours { fill: #58a6ff; stroke: #58a6ff; }
          .limit { fill: #56b366; stroke: #56b366; }
          .peer { fill: #5d6772; stroke: #5d6772; }
        }
        polyline.ours { fill: none; }
      </style>
      """;

  private final StringBuilder body = new StringBuilder();
  private final int width;
  private final int height;
  private final String title;

  /// @param title for readers who can't see the drawing
  Svg(int width, int height, String title) {
    this.width = width;
    this.height = height;
    this.title = title;
  }

  void text(double x, double y, Anchor anchor, Role role, String text) {
    body.append(
        "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\" class=\"%s\">%s</text>\n"
            .formatted(tenths(x), tenths(y), lower(anchor), lower(role), escaped(text)));
  }

  void bar(double x, double y, double width, double height, Role role) {
    body.append(
        "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" class=\"%s\"/>\n"
            .formatted(tenths(x), tenths(y), tenths(width), tenths(height), lower(role)));
  }

  void line(double x1, double y1, double x2, double y2, Role role) {
    body.append(
        "<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" class=\"%s\"/>\n"
            .formatted(tenths(x1), tenths(y1), tenths(x2), tenths(y2), lower(role)));
  }

  void polyline(Points points, Role role) {
    body.append("<polyline points=\"%s\" class=\"%s\"/>\n".formatted(points.out, lower(role)));
  }

  void dot(double x, double y, Role role) {
    body.append(
        "<circle cx=\"%s\" cy=\"%s\" r=\"3.5\" class=\"%s\"/>\n"
            .formatted(tenths(x), tenths(y), lower(role)));
  }

  /// The points of a line.
  static final class Points {
    private final StringBuilder out = new StringBuilder();

    void add(double x, double y) {
      out.append(tenths(x)).append(',').append(tenths(y)).append(' ');
    }
  }

  private static String tenths(double value) {
    return Double.toString(Math.round(value * 10) / 10.0);
  }

  private static String lower(Enum<?> name) {
    return name.name().toLowerCase(Locale.ROOT);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  @Override
  public String toString() {
    return """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" role="img">
    <title>%s</title>
    %s<rect x="0.5" y="0.5" width="%d" height="%d" rx="6" class="card"/>
    %s</svg>
    """
        .formatted(
            width, height, width, height, escaped(title), STYLE, width - 1, height - 1, body);
  }
}
