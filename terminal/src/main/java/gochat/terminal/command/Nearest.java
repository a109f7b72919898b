package gochat.terminal.command;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Finds the command that a mistyped word is most like.
final class Nearest {
  private Nearest() {}

  /// The command with this beginning, or with the fewest changes; null if none is similar.
  static @Nullable ChatCommand to(String word, List<ChatCommand> commands) {
    String typed = word.toLowerCase(Locale.ROOT);
    @Nullable ChatCommand nearest = null;
    int least = Math.max(1, typed.length() / 2) + 1;
    for (ChatCommand command : commands) {
      String name = command.word();
      boolean isBeginning = typed.length() > 1 && name.startsWith(typed);
      int distance = isBeginning ? 0 : distance(typed, name);
      if (distance < least) {
        least = distance;
        nearest = command;
      }
    }
    return nearest;
  }

  /// Letters to insert, to remove, to replace, and neighbours to swap (the optimal string
  /// alignment, after Damerau and Levenshtein).
  static int distance(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          cost[i][j] = i + j;
          continue;
        }
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        cost[i][j] =
            Math.min(Math.min(cost[i - 1][j], cost[i][j - 1]) + 1, cost[i - 1][j - 1] + change);
        boolean isSwap =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (isSwap) {
          cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
        }
      }
    }
    return cost[a.length()][b.length()];
  }
}
