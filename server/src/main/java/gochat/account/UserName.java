package gochat.account;

import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.SpoofChecker;
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

  /// Equal for names that look alike: the skeleton of UTS #39, of the name as it is shown. It is
  /// folded afterwards, as ergo (the IRC server) does it, so that neither script nor case helps
  /// somebody to pass for somebody else.
  public String skeleton() {
    return FOLDING.normalize(CONFUSABLES.getSkeleton(NFKC.normalize(shown)));
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
