package gochat.bench.results;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A comparison in Markdown: the figures, the faults, and the aims with their results.
final class ComparisonTable {
  private final Comparison comparison;
  private final List<String> footnotes = new ArrayList<>();
  private final StringBuilder out = new StringBuilder();

  private ComparisonTable(Comparison comparison) {
    this.comparison = comparison;
  }

  static String of(Comparison comparison) {
    ComparisonTable table = new ComparisonTable(comparison);
    table.writeNotes();
    table.writeFigures();
    table.writeAims();
    return table.out.toString();
  }

  private void writeNotes() {
    comparison.notes().forEach(note -> out.append(note).append('\n'));
    out.append('\n');
  }

  private void writeFigures() {
    out.append("| server |");
    for (Figure figure : Figure.values()) {
      out.append(" %s, %s |".formatted(figure.title(), figure.unit()));
    }
    out.append("\n|---|").append("---|".repeat(Figure.values().length)).append('\n');
    comparison.servers().forEach(this::writeServer);
    if (!footnotes.isEmpty()) {
      out.append('\n');
    }
    for (int i = 0; i < footnotes.size(); i++) {
      out.append("- ").append(mark(i)).append(' ').append(footnotes.get(i)).append('\n');
    }
  }

  private void writeServer(String server, String title) {
    out.append("| ").append(title).append(" |");
    for (Figure figure : Figure.values()) {
      out.append(' ').append(cell(server, figure)).append(" |");
    }
    out.append('\n');
  }

  private String cell(String server, Figure figure) {
    String value = comparison.spread(server, figure).map(Spread::toString).orElse("–");
    Optional<String> trouble = comparison.trouble(server, figure.workload());
    if (trouble.isEmpty()) {
      return value;
    }
    String note = "%s, %s: %s.".formatted(server, figure.workload(), trouble.get());
    if (!footnotes.contains(note)) {
      footnotes.add(note);
    }
    return value + " " + mark(footnotes.indexOf(note));
  }

  private static String mark(int footnote) {
    return "[" + (footnote + 1) + "]";
  }

  private void writeAims() {
    // The aims are for plaintext.
    if (comparison.servers().containsKey(Comparison.OURS) && !comparison.isEncrypted()) {
      out.append("\n| load | aim | measured | |\n|---|---|---|---|\n");
      for (Aim aim : Aim.ALL) {
        aim.measured(comparison).ifPresent(measured -> writeAim(aim, measured));
      }
    }
  }

  private void writeAim(Aim aim, Spread measured) {
    out.append(
        "| %s | %s | %s | %s |%n"
            .formatted(
                aim.figure().title(),
                aim.text(),
                measured,
                measured.median() <= aim.max() ? "reached" : "**missed**"));
  }
}
