package gochat.account;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.SpoofChecker;
import gochat.limit.AccountLimit;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A name that somebody may bear.
///
/// Names are equal when their NFKC case foldings are (`Admin`, `ADMIN` and fullwidth letters are
/// one name); they are shown as their holder typed them.
public final class UserName {
  public static final int CODE_POINTS_MAX = AccountLimit.NAME.standardInt();

  /// As typed. One composed character takes at most this many times its chars when it is not. To
  /// normalise takes time that grows with the square of the length, so a text is measured first.
  private static final int TYPED_CHARS_MAX = 4 * CODE_POINTS_MAX;

  /// What every refusal tells.
  private static final String ALLOWED =
      "1 to "
          + CODE_POINTS_MAX
          + " letters and digits of any script, and _ - . (no spaces, no other signs)";

  private static final Normalizer2 NFC = Normalizer2.getNFCInstance();
  private static final Normalizer2 NFKC = Normalizer2.getNFKCInstance();
  private static final Normalizer2 FOLDING = Normalizer2.getNFKCCasefoldInstance();
  private static final SpoofChecker CONFUSABLES = new SpoofChecker.Builder().build();

  /// What names that stand for the server or for everybody look like.
  private static final Set<String> RESERVED =
      skeletonsOf("server", "system", "lobby", "gochat", "all", "everyone", "here");

  /// What the names look like that need an account.
  private static final Set<String> RESERVED_FOR_ACCOUNTS = skeletonsOf("admin", "administrator");

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

  /// A name that somebody or something may have, under whatever rule it was chosen.
  public static Check check(String typed) {
    String composed = typed.length() > TYPED_CHARS_MAX ? typed : NFC.normalize(typed);
    if (composed.isEmpty()) {
      return new Check.Refused("The name is empty. Allowed: " + ALLOWED + ".");
    }
    // No code point takes more than two chars.
    if (composed.length() > 2 * CODE_POINTS_MAX
        || composed.codePointCount(0, composed.length()) > CODE_POINTS_MAX) {
      return new Check.Refused("The name is too long. Allowed: " + ALLOWED + ".");
    }
    boolean afterLetter = false;
    for (int i = 0; i < composed.length(); ) {
      int c = composed.codePointAt(i);
      i += Character.charCount(c);
      boolean mark = isMark(c) && afterLetter;
      if (!mark && !Character.isLetterOrDigit(c) && "_-.".indexOf(c) < 0) {
        return refusedFor(c);
      }
      afterLetter = mark || Character.isLetter(c);
    }
    return new Check.Valid(stored(typed));
  }

  /// A name for an account or a room to come. Those of before may break what only this checks: what
  /// can't be seen, what a command line or a path takes for something else, and what is reserved.
  public static Check checkNew(String typed) {
    return switch (check(typed)) {
      case Check.Valid(UserName name) -> name.checkNew();
      case Check.Refused refused -> refused;
    };
  }

  /// A name for somebody to come who has no account.
  public static Check checkGuest(String typed) {
    return switch (checkNew(typed)) {
      case Check.Valid(UserName name) when name.looksLike(RESERVED_FOR_ACCOUNTS) ->
          new Check.Refused(
              "The name \"%s\" is reserved for an account. Please choose another.".formatted(name));
      case Check check -> check;
    };
  }

  private Check checkNew() {
    int first = shown.charAt(0);
    if (first == '-' || first == '.') {
      return new Check.Refused(
          "The name begins with \"%c\". Allowed at its start: letters, digits and _."
              .formatted(first));
    }
    int[] unseen = shown.codePoints().filter(UserName::isIgnorable).toArray();
    if (unseen.length > 0) {
      return refusedFor(unseen[0]);
    }
    return looksLike(RESERVED)
        ? new Check.Refused("The name \"" + this + "\" is reserved. Please choose another.")
        : new Check.Valid(this);
  }

  private static Check refusedFor(int codePoint) {
    return new Check.Refused(
        "The name holds %s, which is not allowed. Allowed: %s."
            .formatted(described(codePoint), ALLOWED));
  }

  /// Names a character for people.
  private static String described(int codePoint) {
    if (Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint)) {
      return "a blank";
    }
    if (isIgnorable(codePoint) || !UCharacter.isPrintable(codePoint)) {
      return "a character that can't be seen";
    }
    return isMark(codePoint)
        ? "a mark without a letter before it"
        : "\"" + Character.toString(codePoint) + "\"";
  }

  private static boolean isIgnorable(int codePoint) {
    return UCharacter.hasBinaryProperty(codePoint, UProperty.DEFAULT_IGNORABLE_CODE_POINT);
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

  private boolean looksLike(Set<String> skeletons) {
    return !Collections.disjoint(skeletons(), skeletons);
  }

  private static Set<String> skeletonsOf(String... names) {
    return Stream.of(names)
        .flatMap(name -> stored(name).skeletons().stream())
        .collect(Collectors.toUnmodifiableSet());
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
