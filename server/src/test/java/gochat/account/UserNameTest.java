package gochat.account;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.limit.LimitTable.Holds;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserNameTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Alice",
        "张三",
        "Ольга",
        "محمد",
        "देवी",
        "a",
        "x_y-z.1",
        "Zoë",
        "Zoe\u0308",
        "alice张",
        "٣",
        "𝒜lice",
        "ﺍﻟ"
      })
  void lettersAndDigitsOfAnyScriptAreAllowed(String typed) {
    assertThat(UserName.check(typed)).isInstanceOf(UserName.Check.Valid.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a b", "a\tb", "a\nb", "a\u0000", "\u001b[2J", "@bob", "#room", "a/b", "a\u200bb",
            "a\u200db",
        "\u202ebob", "\u2066a", "a\u00a0b", "😀", "\u0301a", "a\u00ad", "<b>", "\ud800", "a:b",
            "\u3164x\u2028"
      })
  void signsThatCouldDeceiveAreRefusedByTheRule(String typed) {
    assertThat(UserName.check(typed))
        .isInstanceOfSatisfying(
            UserName.Check.Refused.class,
            refused ->
                assertThat(refused.sentence())
                    .startsWith("The name holds ")
                    .contains("letters and digits"));
  }

  @ParameterizedTest
  @CsvSource({
    "a b, a blank",
    "a\u00a0b, a blank",
    "#room, \"#\"",
    "\u0301a, a mark without a letter",
    "a\u200bb, a character that can't be seen",
    "a\u0007b, a character that can't be seen"
  })
  void aCharacterThatIsNotAllowedIsReportedAsItIsShown(String typed, String told) {
    assertThat(refusal(UserName.check(typed))).startsWith("The name holds " + told);
  }

  @Test
  @Holds("account.name-max")
  void aNameHasOneToThirtyTwoCodePoints() {
    assertThat(UserName.check("")).isInstanceOf(UserName.Check.Refused.class);
    assertThat(UserName.check("𝒜".repeat(32))).isInstanceOf(UserName.Check.Valid.class);
    assertThat(UserName.check("a".repeat(33)))
        .isInstanceOfSatisfying(
            UserName.Check.Refused.class,
            refused -> assertThat(refused.sentence()).contains("1 to 32"));
  }

  @Test
  void aNameIsCountedAfterComposition() {
    assertThat(UserName.check("e\u0301".repeat(32))).isInstanceOf(UserName.Check.Valid.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"server", "SERVER", "ｓｅｒｖｅｒ", "System", "lobby", "sеrver", "lоbby", "Iobby"})
  void reservedNamesAreRefusedHoweverTheyAreWritten(String typed) {
    assertThat(refusal(UserName.checkNew(typed))).contains("reserved");
    assertThat(refusal(UserName.checkGuest(typed))).contains("reserved");
  }

  @ParameterizedTest
  @ValueSource(strings = {"admin", "Administrator", "аdmin", "adrnin"})
  void aUserWithoutAnAccountCannotPassForAnAdministrator(String typed) {
    assertThat(refusal(UserName.checkGuest(typed))).contains("reserved");
    assertThat(UserName.checkNew(typed)).isInstanceOf(UserName.Check.Valid.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", "-rf", ".bashrc", "-"})
  void newNamesDoNotBeginLikeAnOptionOrAPath(String typed) {
    assertThat(refusal(UserName.checkNew(typed))).contains("begins with \"" + typed.charAt(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u3164", "a\u3164", "\u115f", "\uffa0", "a\ufe0f", "a\u034f", "\u17b4"})
  void newNamesHoldNothingThatCannotBeSeen(String typed) {
    assertThat(refusal(UserName.checkNew(typed))).contains("holds a character that can't be seen");
  }

  @ParameterizedTest
  @ValueSource(strings = {"server", "-rf", "\u3164", "lоbby"})
  void namesThatWereChosenUnderOlderRulesAreStillNames(String typed) {
    assertThat(UserName.check(typed)).isInstanceOf(UserName.Check.Valid.class);
  }

  @Test
  void aNameThatTakesLongestToComposeIsRefusedUnread() {
    // Composing sorts these marks: each mark moves before all marks of the other kind.
    String once = "a" + "\u0301\u0323".repeat(32_000);
    String eightTimes = "a" + "\u0301\u0323".repeat(256_000);
    assertThat(leastNanosOf(() -> UserName.check(eightTimes)))
        .isLessThan(8 * Math.max(leastNanosOf(() -> UserName.check(once)), 1_000_000));
    assertThat(refusal(UserName.check(eightTimes))).contains("too long");
  }

  @ParameterizedTest
  @ValueSource(strings = {"admin", "ADMIN", "Ａｄｍｉｎ", "ªdmin"})
  void namesThatFoldToTheSameAreEqual(String typed) {
    assertThat(name(typed)).isEqualTo(name("Admin")).hasSameHashCodeAs(name("Admin"));
  }

  @Test
  void aNameIsShownAsItsHolderTypedIt() {
    assertThat(name("Ａｄｍｉｎ").toString()).isEqualTo("Ａｄｍｉｎ");
    assertThat(name("Straße")).isEqualTo(name("STRASSE")).isNotEqualTo(name("Strase"));
  }

  /// Of many runs, because other work of the machine may stop any of them.
  private static long leastNanosOf(Runnable task) {
    return LongStream.generate(
            () -> {
              long start = System.nanoTime();
              task.run();
              return System.nanoTime() - start;
            })
        .limit(20)
        .min()
        .orElseThrow();
  }

  private static String refusal(UserName.Check check) {
    return ((UserName.Check.Refused) check).sentence();
  }

  private static UserName name(String typed) {
    return ((UserName.Check.Valid) UserName.check(typed)).name();
  }
}
