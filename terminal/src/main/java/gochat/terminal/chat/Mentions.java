package gochat.terminal.chat;

import gochat.v1.User;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Who is spoken to in a text.
public final class Mentions {
  /// What the server takes for one message.
  private static final int NAMES_MAX = 64;

  private final User self;
  private final String name;

  Mentions(User self) {
    this.self = self;
    name = self.getName().toLowerCase(Locale.ROOT);
  }

  /// Whether the user is meant: the server says so, or the name stands in the text as a word.
  boolean isIn(String text, List<String> userIds) {
    if (userIds.contains(self.getId())) {
      return true;
    }
    if (name.isEmpty()) {
      return false;
    }
    String lower = text.toLowerCase(Locale.ROOT);
    for (int at = lower.indexOf(name); at >= 0; at = lower.indexOf(name, at + 1)) {
      int end = at + name.length();
      boolean starts = at == 0 || !isInName(lower.codePointBefore(at));
      boolean ends = end == lower.length() || !isInName(lower.codePointAt(end));
      if (starts && ends) {
        return true;
      }
    }
    return false;
  }

  /// The names behind an `@`, as many as the server takes.
  public static List<String> in(String text) {
    List<String> names = new ArrayList<>();
    for (int at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
      if (at > 0 && isInName(text.codePointBefore(at))) {
        // As in an address of mail.
        continue;
      }
      int end = at + 1;
      while (end < text.length() && isInName(text.codePointAt(end))) {
        end += Character.charCount(text.codePointAt(end));
      }
      String found = text.substring(at + 1, end);
      // A full stop behind a name ends the sentence.
      while (found.endsWith(".") || found.endsWith("-")) {
        found = found.substring(0, found.length() - 1);
      }
      if (!found.isEmpty() && !names.contains(found) && names.size() < NAMES_MAX) {
        names.add(found);
      }
    }
    return names;
  }

  private static boolean isInName(int c) {
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK -> true;
      default -> Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.';
    };
  }
}
