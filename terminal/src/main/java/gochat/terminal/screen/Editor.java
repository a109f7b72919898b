package gochat.terminal.screen;

import gochat.terminal.chat.Draft;
import java.text.BreakIterator;
import java.util.ArrayDeque;

/// The text in the input line, with the usual keys of Emacs and readline. It may have several
/// lines. The cursor is always between whole characters (grapheme clusters).
public final class Editor {
  private static final int UNDO_MAX = 200;

  private final StringBuilder text = new StringBuilder();
  private final ArrayDeque<Draft> before = new ArrayDeque<>();
  private int cursor;
  private String killed = "";
  private boolean isInserting;

  public String text() {
    return text.toString();
  }

  public boolean isEmpty() {
    return text.isEmpty();
  }

  public int cursor() {
    return cursor;
  }

  public boolean hasSeveralLines() {
    return text.indexOf("\n") >= 0;
  }

  public Draft draft() {
    return new Draft(text(), cursor);
  }

  /// Replaces the text and forgets the undo history.
  public void set(Draft draft) {
    replaceAll(draft);
    before.clear();
    isInserting = false;
  }

  public void clear() {
    set(Draft.EMPTY);
  }

  private void replaceAll(Draft draft) {
    text.setLength(0);
    text.append(draft.text());
    cursor = draft.cursor();
  }

  /// Starts a new undo history.
  private void remember() {
    before.addLast(draft());
    if (before.size() > UNDO_MAX) {
      before.removeFirst();
    }
    isInserting = false;
  }

  public void insert(String typed) {
    // Consecutive typed characters are one step of the undo history.
    if (!isInserting || typed.isBlank()) {
      remember();
    }
    isInserting = true;
    text.insert(cursor, typed);
    cursor += typed.length();
  }

  /// Replaces the text from `start` to the cursor.
  void complete(int start, String word) {
    remember();
    text.replace(start, cursor, word);
    cursor = start + word.length();
  }

  void undo() {
    if (!before.isEmpty()) {
      replaceAll(before.removeLast());
      isInserting = false;
    }
  }

  void left() {
    cursor = previous(cursor);
    isInserting = false;
  }

  void right() {
    cursor = next(cursor);
    isInserting = false;
  }

  private int previous(int from) {
    if (from == 0) {
      return 0;
    }
    if (from > 1 && isPlain(from - 1) && isPlain(from - 2)) {
      return from - 1;
    }
    return characters().preceding(from);
  }

  private int next(int from) {
    if (from == text.length()) {
      return from;
    }
    if (isPlain(from) && (from + 1 == text.length() || isPlain(from + 1))) {
      return from + 1;
    }
    return characters().following(from);
  }

  private boolean isPlain(int index) {
    return text.charAt(index) < 0x80;
  }

  private BreakIterator characters() {
    BreakIterator characters = BreakIterator.getCharacterInstance();
    characters.setText(text.toString());
    return characters;
  }

  void lineStart() {
    cursor = startOfLine();
    isInserting = false;
  }

  void lineEnd() {
    cursor = endOfLine();
    isInserting = false;
  }

  private int startOfLine() {
    return cursor == 0 ? 0 : text.lastIndexOf("\n", cursor - 1) + 1;
  }

  private int endOfLine() {
    int end = text.indexOf("\n", cursor);
    return end < 0 ? text.length() : end;
  }

  /// @return false when the cursor is in the first line
  boolean up() {
    int start = startOfLine();
    if (start == 0) {
      return false;
    }
    int column = cursor - start;
    int above = start == 1 ? 0 : text.lastIndexOf("\n", start - 2) + 1;
    cursor = whole(Math.min(above + column, start - 1));
    return true;
  }

  /// @return false when the cursor is in the last line
  boolean down() {
    int end = endOfLine();
    if (end == text.length()) {
      return false;
    }
    int column = cursor - startOfLine();
    int belowEnd = text.indexOf("\n", end + 1);
    cursor = whole(Math.min(end + 1 + column, belowEnd < 0 ? text.length() : belowEnd));
    return true;
  }

  /// Moves the cursor out of the middle of a character.
  private int whole(int index) {
    return index == 0 || index == text.length() || characters().isBoundary(index)
        ? index
        : previous(index);
  }

  void wordLeft() {
    cursor = wordStart();
    isInserting = false;
  }

  void wordRight() {
    cursor = wordEnd();
    isInserting = false;
  }

  private int wordStart() {
    int at = cursor;
    while (at > 0 && !isInWord(text.codePointBefore(at))) {
      at -= Character.charCount(text.codePointBefore(at));
    }
    while (at > 0 && isInWord(text.codePointBefore(at))) {
      at -= Character.charCount(text.codePointBefore(at));
    }
    return at;
  }

  private int wordEnd() {
    int at = cursor;
    while (at < text.length() && !isInWord(text.codePointAt(at))) {
      at += Character.charCount(text.codePointAt(at));
    }
    while (at < text.length() && isInWord(text.codePointAt(at))) {
      at += Character.charCount(text.codePointAt(at));
    }
    return at;
  }

  private static boolean isInWord(int c) {
    return Character.isLetterOrDigit(c)
        || c == '_'
        || Character.getType(c) == Character.NON_SPACING_MARK;
  }

  void backspace() {
    delete(previous(cursor), cursor);
  }

  void deleteRight() {
    delete(cursor, next(cursor));
  }

  private void delete(int from, int to) {
    if (from < to) {
      remember();
      text.delete(from, to);
      cursor = from;
    }
  }

  void killWordLeft() {
    // As in the shell: the word ends at a blank, not at punctuation.
    int at = cursor;
    while (at > 0 && Character.isWhitespace(text.charAt(at - 1))) {
      at--;
    }
    while (at > 0 && !Character.isWhitespace(text.charAt(at - 1))) {
      at--;
    }
    kill(at, cursor);
  }

  void killWordRight() {
    kill(cursor, wordEnd());
  }

  void killToStart() {
    kill(startOfLine(), cursor);
  }

  void killToEnd() {
    kill(cursor, endOfLine());
  }

  private void kill(int from, int to) {
    if (from < to) {
      killed = text.substring(from, to);
      delete(from, to);
    }
  }

  void yank() {
    if (!killed.isEmpty()) {
      remember();
      text.insert(cursor, killed);
      cursor += killed.length();
    }
  }

  /// Swaps the characters around the cursor.
  void transpose() {
    int middle = cursor == text.length() ? previous(cursor) : cursor;
    int start = previous(middle);
    int end = next(middle);
    if (start < middle && middle < end) {
      remember();
      String swapped = text.substring(middle, end) + text.substring(start, middle);
      text.replace(start, end, swapped);
      cursor = end;
    }
  }
}
