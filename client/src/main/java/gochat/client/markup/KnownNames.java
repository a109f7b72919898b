package gochat.client.markup;

import java.text.Normalizer;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Names of users that a text may mention. As on the server, `BOB` and fullwidth letters are the
/// same name.
public final class KnownNames {
  public static final KnownNames NONE = new KnownNames(List.of());

  private static final String DOTLESS_I = "ı";

  private final Map<String, String> byFolding = new HashMap<>();

  public KnownNames(Collection<String> names) {
    names.forEach(name -> byFolding.putIfAbsent(folded(name), name));
  }

  /// The known name that equals `typed`, in its user's spelling; null if no user has it.
  @Nullable String find(String typed) {
    return byFolding.get(folded(typed));
  }

  /// Whether the server treats both as the same name.
  public static boolean areSame(String one, String other) {
    return folded(one).equals(folded(other));
  }

  /// NFKC case folding, as far as names contain its characters. The JDK has no case folding, but
  /// from lower to upper to lower case each character becomes its folding, one at a time: in a word
  /// the case of a sigma depends on its position. A dotless i has no folding.
  static String folded(String name) {
    StringBuilder folded = new StringBuilder();
    Normalizer.normalize(name, Normalizer.Form.NFKC)
        .codePoints()
        .mapToObj(Character::toString)
        .map(c -> c.equals(DOTLESS_I) ? c : lower(lower(c).toUpperCase(Locale.ROOT)))
        .forEach(folded::append);
    return Normalizer.normalize(folded, Normalizer.Form.NFKC);
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
