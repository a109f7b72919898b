package gochat.terminal.screen;

import gochat.terminal.command.PrivateLine;
import gochat.terminal.text.Entry;
import gochat.terminal.text.Texts;
import gochat.terminal.text.VisibleText;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.jspecify.annotations.Nullable;

/// The input rows at the bottom.
///
/// @param rows at least one
/// @param cursorRow counted from the first of `rows`
record InputBox(List<AttributedString> rows, int cursorRow, int cursorColumn) {
  private static final String PROMPT = "> ";
  private static final String CONTINUATION = "  ";

  /// @param rowsMax with more rows, only those around the cursor are shown
  static InputBox of(InputLine input, Texts texts, Theme theme, int columns, int rowsMax) {
    return switch (input.question()) {
      case null ->
          text(
              prompt(input.privateLine(), texts),
              input.editor().text(),
              input.editor().cursor(),
              theme,
              columns,
              rowsMax);
      case Confirmation confirmation -> question(confirmation.prompt(), theme, columns, rowsMax);
      case HistorySearch search -> search(search.part(), search.found(), texts, theme, columns);
      case ChoiceSearch search ->
          text(texts.get("jump.prompt"), search.part(), search.part().length(), theme, columns, 1);
      case SecretPrompt secret -> text(secret.prompt(), "", 0, theme, columns, 1);
    };
  }

  /// Names the receiver of the line, if it is not the room.
  private static String prompt(@Nullable PrivateLine line, Texts texts) {
    return line == null || line.name().isEmpty()
        ? PROMPT
        : texts.get("prompt.private", VisibleText.name(line.name())) + " " + PROMPT;
  }

  private static InputBox question(String prompt, Theme theme, int columns, int rowsMax) {
    Entry entry = new Entry("", List.of(prompt));
    List<AttributedString> rows =
        entry.rows(columns - 1, CONTINUATION).stream()
            .limit(rowsMax)
            .map(row -> Row.of(entry.text(row), theme.attention(), columns))
            .toList();
    return new InputBox(rows, rows.size() - 1, Entry.width(rows.getLast().toString()));
  }

  private static InputBox search(
      String part, @Nullable String found, Texts texts, Theme theme, int columns) {
    Row row =
        new Row(columns)
            .add(texts.get("search.prompt"), theme.quiet())
            .add(VisibleText.sentence(part), AttributedStyle.BOLD);
    int cursor = row.columns();
    if (found != null) {
      row.add("  → ", theme.quiet());
      row.add(VisibleText.sentence(found), AttributedStyle.DEFAULT);
    } else if (!part.isEmpty()) {
      row.add("  " + texts.get("search.nothing"), theme.problem());
    }
    return new InputBox(List.of(row.build()), 0, Math.min(cursor, columns - 1));
  }

  private static InputBox text(
      String prompt, String text, int cursor, Theme theme, int columns, int rowsMax) {
    List<AttributedString> rows = new ArrayList<>();
    int cursorRow = 0;
    int cursorColumn = 0;
    Row row = new Row(columns).add(prompt, theme.quiet());
    BreakIterator characters = BreakIterator.getCharacterInstance();
    characters.setText(text);
    int start = 0;
    for (int end = characters.next(); ; end = characters.next()) {
      if (start == cursor) {
        cursorRow = rows.size();
        cursorColumn = row.columns();
      }
      if (end == BreakIterator.DONE) {
        break;
      }
      String character = text.substring(start, end);
      boolean isBreak = character.equals("\n");
      String visible = isBreak ? "" : visible(character);
      // One column is reserved for the cursor.
      if (isBreak || row.columnsLeft() <= Entry.width(visible)) {
        rows.add(row.build());
        row = new Row(columns).add(CONTINUATION, theme.quiet());
        if (!isBreak && start == cursor) {
          cursorRow = rows.size();
          cursorColumn = row.columns();
        }
      }
      row.add(visible, AttributedStyle.DEFAULT);
      start = end;
    }
    rows.add(row.build());
    int first = Math.clamp(cursorRow - rowsMax + 1, 0, Math.max(0, rows.size() - rowsMax));
    return new InputBox(
        List.copyOf(rows.subList(first, Math.min(rows.size(), first + rowsMax))),
        cursorRow - first,
        Math.min(cursorColumn, columns - 1));
  }

  /// One character (grapheme cluster), made harmless.
  private static String visible(String character) {
    char c = character.charAt(0);
    return character.length() == 1 && c >= ' ' && c < 0x7F
        ? character
        : VisibleText.lines(character).getFirst();
  }
}
