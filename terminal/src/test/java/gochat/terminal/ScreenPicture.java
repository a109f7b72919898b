package gochat.terminal;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jline.utils.WCWidth;

/// Draws the output of `tmux capture-pane -e` as an SVG: a window on a dark desktop.
final class ScreenPicture {
  private static final double CELL_WIDTH = 8.4;
  private static final int CELL_HEIGHT = 19;
  private static final int MARGIN = 14;
  private static final int TITLE_HEIGHT = 34;
  private static final int BASELINE = 14;
  private static final String BACKGROUND = "#16181d";
  private static final String FRAME = "#2a2e37";
  private static final String TEXT = "#d7dae0";

  private static final int[] BASIC = {
    0x16181d, 0xe06c75, 0x98c379, 0xe5c07b, 0x61afef, 0xc678dd, 0x56b6c2, 0xd7dae0,
    0x5c6370, 0xff7b86, 0xb5e890, 0xffd68a, 0x7cc4ff, 0xdc9bf0, 0x74dbe6, 0xffffff
  };

  private final StringBuilder svg = new StringBuilder();
  private final int columns;
  private String foreground = "";
  private String background = "";
  private boolean isBold;
  private boolean isFaint;
  private boolean isItalic;
  private boolean isInverse;

  private ScreenPicture(int columns) {
    this.columns = columns;
  }

  static String of(List<String> rows, int columns, String title) {
    return new ScreenPicture(columns).draw(rows, title);
  }

  private String draw(List<String> rows, String title) {
    double width = columns * CELL_WIDTH + 2 * MARGIN;
    int height = rows.size() * CELL_HEIGHT + TITLE_HEIGHT + MARGIN;
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %.1f %d\" width=\"%.1f\""
            + " height=\"%d\" role=\"img\" aria-label=\"%s\">%n",
        width, height, width, height, escaped(title));
    add(
        "<rect width=\"%.1f\" height=\"%d\" rx=\"9\" fill=\"%s\"/>%n"
            + "<path d=\"M0 %d V9 a9 9 0 0 1 9 -9 H%.1f a9 9 0 0 1 9 9 V%d Z\" fill=\"%s\"/>%n",
        width, height, BACKGROUND, TITLE_HEIGHT - 8, width - 9, TITLE_HEIGHT - 8, FRAME);
    String[] lights = {"#ff5f57", "#febc2e", "#28c840"};
    for (int i = 0; i < lights.length; i++) {
      add("<circle cx=\"%d\" cy=\"13\" r=\"5.5\" fill=\"%s\"/>%n", 18 + 19 * i, lights[i]);
    }
    add(
        "<text x=\"%.1f\" y=\"17\" text-anchor=\"middle\" font-size=\"12\" fill=\"#9da3ae\""
            + " font-family=\"system-ui, sans-serif\">%s</text>%n",
        width / 2, escaped(title));
    add(
        "<g font-family=\"'JetBrains Mono','SF Mono',Menlo,Consolas,'DejaVu Sans Mono',"
            + "'Noto Sans Mono CJK SC',monospace\" font-size=\"14\" fill=\"%s\">%n",
        TEXT);
    for (int row = 0; row < rows.size(); row++) {
      drawRow(rows.get(row), TITLE_HEIGHT + row * CELL_HEIGHT);
    }
    svg.append("</g>\n</svg>\n");
    return svg.toString();
  }

  private void drawRow(String row, int top) {
    int column = 0;
    StringBuilder run = new StringBuilder();
    int runStart = 0;
    for (int i = 0; i < row.length(); ) {
      if (row.charAt(i) == '\u001B') {
        drawRun(run, runStart, column, top);
        runStart = column;
        int end = row.indexOf('m', i);
        style(row.substring(i + 2, end));
        i = end + 1;
        continue;
      }
      int c = row.codePointAt(i);
      i += Character.charCount(c);
      int width = Math.max(0, WCWidth.wcwidth(c));
      boolean isLine = "│─╭╰".indexOf(c) >= 0;
      // A wide character has a glyph of another font: in a text of its own it does not shift
      // others.
      if (isLine || width == 2) {
        drawRun(run, runStart, column, top);
        runStart = column;
      }
      if (isLine) {
        drawLine(c, column, top);
        column++;
        runStart = column;
        continue;
      }
      run.appendCodePoint(c);
      column += width;
      boolean continues = i < row.length() && WCWidth.wcwidth(row.codePointAt(i)) == 0;
      if (width == 2 && !continues) {
        drawRun(run, runStart, column, top);
        runStart = column;
      }
    }
    drawRun(run, runStart, column, top);
  }

  /// Drawn as lines: glyphs of fonts leave gaps, at different places.
  private void drawLine(int c, int column, int top) {
    drawBackground(column, column + 1, top);
    double left = MARGIN + column * CELL_WIDTH;
    double right = left + CELL_WIDTH;
    double x = left + CELL_WIDTH / 2;
    double y = top + CELL_HEIGHT / 2.0;
    int bottom = top + CELL_HEIGHT;
    String path =
        switch (c) {
          case '│' -> path("M%.1f %.1f V%.1f", x, top, bottom);
          case '─' -> path("M%.1f %.1f H%.1f", left, y, right);
          case '╭' -> path("M%.1f %.1f V%.1f q0 -4 4 -4 H%.1f", x, bottom, y + 4, right);
          default -> path("M%.1f %.1f V%.1f q0 4 4 4 H%.1f", x, top, y - 4, right);
        };
    add("<path d=\"%s\" fill=\"none\" stroke=\"%s\"%s/>%n", path, colour(), opacity());
  }

  @SuppressWarnings("AnnotateFormatMethod")
  private static String path(String format, double... numbers) {
    return String.format(Locale.ROOT, format, Arrays.stream(numbers).boxed().toArray());
  }

  private void drawRun(StringBuilder run, int start, int end, int top) {
    if (end > start) {
      drawBackground(start, end, top);
    }
    String text = run.toString();
    run.setLength(0);
    if (text.isBlank()) {
      return;
    }
    int blanks = text.length() - text.stripLeading().length();
    String shown = text.strip();
    double x = MARGIN + (start + blanks) * CELL_WIDTH;
    double length =
        (end - start - blanks - (text.length() - text.stripTrailing().length())) * CELL_WIDTH;
    add(
        "<text x=\"%.1f\" y=\"%d\" textLength=\"%.1f\" lengthAdjust=\"spacingAndGlyphs\""
            + " xml:space=\"preserve\"%s%s%s%s>%s</text>%n",
        x,
        top + BASELINE,
        length,
        colour().equals(TEXT) ? "" : " fill=\"" + colour() + "\"",
        isBold ? " font-weight=\"600\"" : "",
        isItalic ? " font-style=\"italic\"" : "",
        opacity(),
        escaped(shown));
  }

  private void drawBackground(int start, int end, int top) {
    String fill = isInverse ? (foreground.isEmpty() ? TEXT : foreground) : background;
    if (!fill.isEmpty()) {
      add(
          "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>%n",
          MARGIN + start * CELL_WIDTH, top, (end - start) * CELL_WIDTH + 0.3, CELL_HEIGHT, fill);
    }
  }

  private String colour() {
    if (isInverse) {
      return background.isEmpty() ? BACKGROUND : background;
    }
    return foreground.isEmpty() ? TEXT : foreground;
  }

  private String opacity() {
    return isFaint ? " opacity=\"0.6\"" : "";
  }

  private void style(String codes) {
    String[] parts = codes.isEmpty() ? new String[] {"0"} : codes.split(";");
    for (int i = 0; i < parts.length; i++) {
      int code = Integer.parseInt(parts[i]);
      switch (code) {
        case 0 -> {
          foreground = "";
          background = "";
          isBold = false;
          isFaint = false;
          isItalic = false;
          isInverse = false;
        }
        case 1 -> isBold = true;
        case 2 -> isFaint = true;
        case 3 -> isItalic = true;
        case 7 -> isInverse = true;
        case 22 -> {
          isBold = false;
          isFaint = false;
        }
        case 23 -> isItalic = false;
        case 27 -> isInverse = false;
        case 38, 48 -> {
          String colour = hex(Integer.parseInt(parts[i + 2]));
          if (code == 38) {
            foreground = colour;
          } else {
            background = colour;
          }
          i += 2;
        }
        case 39 -> foreground = "";
        case 49 -> background = "";
        default -> {
          if (code >= 30 && code <= 37) {
            foreground = hex(code - 30);
          } else if (code >= 40 && code <= 47) {
            background = hex(code - 40);
          } else if (code >= 90 && code <= 97) {
            foreground = hex(code - 82);
          }
        }
      }
    }
  }

  /// A colour of the usual 256: 16 basic ones, a cube of 6 by 6 by 6, 24 greys.
  private static String hex(int number) {
    int rgb;
    if (number < 16) {
      rgb = BASIC[number];
    } else if (number < 232) {
      int cube = number - 16;
      rgb = step(cube / 36) << 16 | step(cube / 6 % 6) << 8 | step(cube % 6);
    } else {
      int grey = 8 + (number - 232) * 10;
      rgb = grey << 16 | grey << 8 | grey;
    }
    return "#%06x".formatted(rgb);
  }

  private static int step(int level) {
    return level == 0 ? 0 : 55 + level * 40;
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }

  @SuppressWarnings("AnnotateFormatMethod")
  private void add(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values));
  }
}
