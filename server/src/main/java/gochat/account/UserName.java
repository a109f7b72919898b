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

/// A valid name of a user or a room.
///
/// Names are equal when their NFKC case foldings are (`Admin`, `ADMIN` and fullwidth letters are
/// one name). They are shown as typed.
public final class UserName {
  public static final int CODE_POINTS_MAX = AccountLimit.NAME.standardInt();

  /// The most chars of a typed name that is normalised: a decomposed character takes at most four
  /// times the chars of the composed one. Normalising takes time quadratic in the length, so the
  /// length is checked first.
  private static final int TYPED_CHARS_MAX = 4 * CODE_POINTS_MAX;

  /// A part of each refusal.
  private static final String ALLOWED =
      "1 to "
          + CODE_POINTS_MAX
          + " letters and digits of any script, and _ - . (no spaces, no other signs)";

  private static final Normalizer2 NFC = Normalizer2.getNFCInstance();
  private static final Normalizer2 NFKC = Normalizer2.getNFKCInstance();
  private static final Normalizer2 FOLDING = Normalizer2.getNFKCCasefoldInstance();
  private static final SpoofChecker CONFUSABLES = new SpoofChecker.Builder().build();

  /// Skeletons of names that stand for the server or for all users.
  private static final Set<String> RESERVED =
      skeletonsOf("server", "system", "lobby", "gochat", "all", "everyone", "here", "audit");

  /// Skeletons of names that only accounts can have.
  private static final Set<String> RESERVED_FOR_ACCOUNTS = skeletonsOf("admin", "administrator");

  private final String shown;
  private final String folded;

  private UserName(String shown, String folded) {
    this.shown = shown;
    this.folded = folded;
  }

  /// The result of checking a typed name.
  public sealed interface Check {
    record Valid(UserName name) implements Check {}

    /// @param sentence what is wrong and what is allowed, for users
    record Refused(String sentence) implements Check {}
  }

  /// Checks a name under which a user or room is looked up. It accepts names chosen under any
  /// earlier rule.
  public static Check check(String typed) {
    String composed = typed.length() > TYPED_CHARS_MAX ? typed : NFC.normalize(typed);
    if (composed.isEmpty()) {
      return new Check.Refused("The name is empty. Allowed: " + ALLOWED + ".");
    }
    // A code point takes at most two chars.
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

  /// Checks a name for a new account or room. Only new names may not be reserved, contain invisible
  /// characters, or begin with a character that command lines or paths interpret.
  public static Check checkNew(String typed) {
    return switch (check(typed)) {
      case Check.Valid(UserName name) -> name.checkNew();
      case Check.Refused refused -> refused;
    };
  }

  /// Checks a name for a new guest.
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

  /// A description of a character for users.
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

  /// Restores a name that was checked before.
  ///
  /// @param shown the result of [#toString]
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

  /// The NFKC case folding, which decides equality.
  public String folded() {
    return folded;
  }

  /// One or two skeletons (UTS #39). Names with a common skeleton look alike. The skeleton of the
  /// shown name detects a capital I in place of an l; the skeleton of the folded name detects
  /// Cyrillic letters of either case.
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

  /// The name as typed.
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
