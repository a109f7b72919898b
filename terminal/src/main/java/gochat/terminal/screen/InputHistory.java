package gochat.terminal.screen;

import gochat.terminal.chat.Draft;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The texts that this client has sent, to send or change them again.
public final class InputHistory {
  static final int ENTRIES_MAX = 500;

  private final List<String> entries = new ArrayList<>();
  private int position;
  private Draft unsent = Draft.EMPTY;

  public InputHistory(List<String> kept) {
    entries.addAll(kept);
    position = entries.size();
  }

  public List<String> entries() {
    return List.copyOf(entries);
  }

  void add(String text) {
    if (entries.isEmpty() || !entries.getLast().equals(text)) {
      entries.add(text);
    }
    if (entries.size() > ENTRIES_MAX) {
      entries.removeFirst();
    }
    position = entries.size();
    unsent = Draft.EMPTY;
  }

  /// @param typed the current text of the line
  /// @return null if there is no earlier text
  @Nullable Draft earlier(Draft typed) {
    if (position == 0) {
      return null;
    }
    if (position == entries.size()) {
      unsent = typed;
    }
    position--;
    return atEnd(entries.get(position));
  }

  /// @return null if there is no later text
  @Nullable Draft later() {
    if (position == entries.size()) {
      return null;
    }
    position++;
    return position == entries.size() ? unsent : atEnd(entries.get(position));
  }

  private static Draft atEnd(String text) {
    return new Draft(text, text.length());
  }

  /// The newest entry that contains `part`.
  ///
  /// @param skipped the number of newer matches to skip
  @Nullable String find(String part, int skipped) {
    int toSkip = skipped;
    for (int i = entries.size() - 1; i >= 0; i--) {
      if (!part.isEmpty() && entries.get(i).contains(part) && toSkip-- == 0) {
        return entries.get(i);
      }
    }
    return null;
  }
}
