package gochat.terminal.screen;

import gochat.terminal.command.Completer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Completes the word before the cursor for Tab, and offers the choices if several words fit.
final class TabCompletion {
  /// @param start the beginning of the replaced word
  /// @param chosen -1: none yet
  record Offer(int start, List<String> words, int chosen) {}

  private final Completer completer;
  private final Editor editor;
  private @Nullable Offer offer;

  TabCompletion(Completer completer, Editor editor) {
    this.completer = completer;
    this.editor = editor;
  }

  @Nullable Offer offer() {
    return offer;
  }

  /// @return whether there was an offer
  boolean drop() {
    boolean wasOffered = offer != null;
    offer = null;
    return wasOffered;
  }

  /// Inserts the unambiguous part, or the next offered word.
  ///
  /// @param direction 1 or -1
  /// @return whether there was a word to insert
  boolean complete(int direction) {
    Offer now = offer;
    if (now != null) {
      choose(now, direction);
      return true;
    }
    Completer.Result result = completer.complete(editor.text().substring(0, editor.cursor()));
    List<String> words = result.words();
    if (words.size() == 1) {
      editor.complete(result.start(), words.getFirst() + " ");
    } else if (!words.isEmpty()) {
      String common = commonStart(words);
      if (common.length() > editor.cursor() - result.start()) {
        editor.complete(result.start(), common);
      }
      offer = new Offer(result.start(), words, -1);
    }
    return !words.isEmpty();
  }

  private void choose(Offer now, int direction) {
    int count = now.words().size();
    int chosen =
        now.chosen() < 0 && direction < 0
            ? count - 1
            : Math.floorMod(now.chosen() + direction, count);
    editor.complete(now.start(), now.words().get(chosen) + " ");
    offer = new Offer(now.start(), now.words(), chosen);
  }

  private static String commonStart(List<String> words) {
    String common = words.getFirst();
    for (String word : words) {
      int length = 0;
      while (length < Math.min(common.length(), word.length())
          && Character.toLowerCase(common.charAt(length))
              == Character.toLowerCase(word.charAt(length))) {
        length++;
      }
      common = common.substring(0, length);
    }
    return common;
  }
}
