package gochat.account;

import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.SpoofChecker;
import java.util.HashSet;
import java.util.Set;

/// A name that somebody may bear.
///
/// Names are equal when their NFKC case foldings are (`Admin`, `ADMIN` and fullwidth letters are
/// one name); they are shown as their holder typed them.
public final class UserName {
  public static final int CODE_POINTS_MAX = 32;

  /// What every refusal tells.
  private static final String ALLOWED =
      "1 to "
          + CODE_POINTS_MAX
          + " letters and digits of any script, and _ - . (no spaces, no other signs)";

  private static final Normalizer2 NFC = Normalizer2.getNFCInstance();
  private static final Normalizer2 NFKC = Normalizer2.getNFKCInstance();
  private static final Normalizer2 FOLDING = Normalizer2.getNFKCCasefoldInstance();
  private static final SpoofChecker CONFUSABLES = new SpoofChecker.Builder().build();

  /// Names that stand for the server or for everybody, folded.
  private static final Set<String> RESERVED =
      Set.of("server", "system", "lobby", "gochat", "all", "everyone", "here");

  private final String shown;
  private final String folded;

  private UserName(String shown, String folded) {
    this.shown = shown;
    this.folded = folded;
  }

  /// What became of a text that was to be a name.
  public sealed interface Check {
    record Valid(UserName name) implements Check {}

    /// @param sentence says what is allowed, for people
    record Refused(String sentence) implements Check {}
  }

  public static Check check(String typed) {
    String composed = NFC.normalize(typed);
    if (composed.isEmpty()) {
      return new Check.Refused("The name is empty. Allowed: " + ALLOWED + ".");
    }
    if (composed.codePointCount(0, composed.length()) > CODE_POINTS_MAX) {
      return new Check.Refused("The name is too long. Allowed: " + ALLOWED + ".");
    }
    boolean afterLetter = false;
    for (int i = 0; i < composed.length(); ) {
      int c = composed.codePointAt(i);
      i += Character.charCount(c);
      boolean mark = isMark(c) && afterLetter;
      if (!mark && !Character.isLetterOrDigit(c) && "_-.".indexOf(c) < 0) {
        return new Check.Refused(
            "The name holds U+%04X, which is not allowed. Allowed: %s.".formatted(c, ALLOWED));
      }
      afterLetter = mark || Character.isLetter(c);
    }
    String folded = FOLDING.normalize(typed);
    if (RESERVED.contains(folded)) {
      return new Check.Refused("The name \"" + typed + "\" is reserved. Please choose another.");
    }
    return new Check.Valid(new UserName(typed, folded));
  }

  /// A name that was checked when it was chosen.
  ///
  /// @param shown as [#toString] gave it
  public static UserName stored(String shown) {
    return new UserName(shown, FOLDING.normalize(shown));
  }

  private static boolean isMark(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK ->
          true;
      default -> false;
    };
  }

  /// What decides equality.
  public String folded() {
    return folded;
  }

  /// What the name looks like, one or two skeletons of UTS #39: names that have one in common can
  /// be taken for each other. One is of the name as shown and finds a capital i that passes for an
  /// l, the other one is of the folded name and finds a Cyrillic letter of either case.
  public Set<String> skeletons() {
    String shape = FOLDING.normalize(CONFUSABLES.getSkeleton(NFKC.normalize(shown)));
    Set<String> skeletons = new HashSet<>();
    skeletons.add(CONFUSABLES.getSkeleton(shape));
    skeletons.add(CONFUSABLES.getSkeleton(folded));
    return skeletons;
  }

  /// As its holder typed it.
  @Override
  public String toString() {
    return shown;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof UserName that && folded.equals(that.folded);
  }

  @Override
  public int hashCode() {
    return folded.hashCode();
  }
}
