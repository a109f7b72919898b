package gochat.terminal.screen;

import gochat.terminal.text.Entry;
import gochat.terminal.text.Texts;
import gochat.terminal.text.VisibleText;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;

/// The offered words above the status line while the user types.
final class Popup {
  private static final int ROWS_MAX = 4;
  private static final String GAP = "  ";

  private Popup() {}

  static List<AttributedString> rows(InputLine input, Texts texts, Theme theme, int columns) {
    if (input.question() instanceof ChoiceSearch search) {
      return words(
          search.choices().stream().map(choice -> VisibleText.sentence(choice.title())).toList(),
          search.chosen(),
          theme,
          columns);
    }
    TabCompletion.Offer offer = input.offer();
    if (offer != null) {
      return words(
          offer.words().stream().map(VisibleText::sentence).toList(),
          offer.chosen(),
          theme,
          columns);
    }
    if (input.question() == null && input.editor().hasSeveralLines()) {
      long lines = input.editor().text().lines().count();
      return List.of(
          Row.of(texts.get("hint.lines", lines, Key.SEND_LINES.title()), theme.quiet(), columns));
    }
    return List.of();
  }

  private static List<AttributedString> words(
      List<String> words, int chosen, Theme theme, int columns) {
    List<List<Integer>> rows = new ArrayList<>();
    int used = columns;
    for (int i = 0; i < words.size(); i++) {
      int width = Entry.width(words.get(i)) + GAP.length();
      if (used + width > columns || rows.isEmpty()) {
        rows.add(new ArrayList<>());
        used = 0;
      }
      rows.getLast().add(i);
      used += width;
    }
    int chosenRow = 0;
    for (int row = 0; row < rows.size(); row++) {
      if (rows.get(row).contains(chosen)) {
        chosenRow = row;
      }
    }
    int first = Math.clamp(chosenRow - ROWS_MAX + 1, 0, Math.max(0, rows.size() - ROWS_MAX));
    List<AttributedString> shown = new ArrayList<>();
    for (List<Integer> indices : rows.subList(first, Math.min(rows.size(), first + ROWS_MAX))) {
      Row row = new Row(columns);
      for (int index : indices) {
        row.add(words.get(index), index == chosen ? theme.selected() : theme.quiet());
        row.add(GAP, AttributedStyle.DEFAULT);
      }
      shown.add(row.build());
    }
    return shown;
  }
}
