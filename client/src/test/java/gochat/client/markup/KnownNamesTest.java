package gochat.client.markup;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.account.UserName;
import gochat.account.UserName.Check;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnownNamesTest {
  @ParameterizedTest
  @CsvSource({
    "straße, STRASSE, true",
    "ẞ, ss, true",
    "Οδυσσεύς, ΟΔΥΣΣΕΎΣ, true",
    "ＢＯＢ, bob, true",
    "ﬁn, FIN, true",
    "İ, i̇, true",
    "ı, i, false",
    "é, e, false",
  })
  void namesAreTheSameWhereTheirFoldingsAre(String one, String other, boolean areSame) {
    assertThat(KnownNames.areSame(one, other)).isEqualTo(areSame);
  }

  @Test
  void lettersAreTheSameExactlyWhereTheyAreOnTheServer() {
    List<String> different = new ArrayList<>();
    Map<String, String> ours = new HashMap<>();
    Map<String, String> servers = new HashMap<>();
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      String letter = Character.toString(c);
      if (Character.isLetter(c) && UserName.checkNew(letter) instanceof Check.Valid(var name)) {
        String folded = KnownNames.folded(letter);
        String before = ours.putIfAbsent(name.folded(), folded);
        String serversBefore = servers.putIfAbsent(folded, name.folded());
        if ((before != null && !before.equals(folded))
            || (serversBefore != null && !serversBefore.equals(name.folded()))) {
          different.add("%04X".formatted(c));
        }
      }
    }
    assertThat(ours).hasSizeGreaterThan(100_000);
    assertThat(different).isEmpty();
  }
}
