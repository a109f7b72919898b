package gochat.terminal.command;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.client.markup.KnownNames;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateLineTest {
  private static final KnownNames KNOWN = new KnownNames(List.of("Bob", "张三", "张三丰", "dr.no"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "@Bob hi|Bob|hi",
        "@Bob, hi|Bob|hi",
        "@Bob: hi|Bob|hi",
        "@Bob，你好|Bob|你好",
        "@Bob：你好|Bob|你好",
        "@Bob? are you there|Bob|? are you there",
        "@bob hi|Bob|hi",
        "@Bobby hi|Bobby|hi",
        "@nobody, hi|nobody|hi",
        "@nobody. hi|nobody|. hi",
        "@dr.no hi|dr.no|hi",
        "@张三 你好|张三|你好",
        "@李四，你好|李四|你好",
      })
  void theNameEndsWhereNoNameGoesOn(String line, String name, String text) {
    assertThat(PrivateLine.parse(line, KNOWN)).isEqualTo(new PrivateLine(name, text, true));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"@张三你好|张三|你好", "@张三丰你好|张三丰|你好", "@Bob看一下|Bob|看一下", "＠张三你好|张三|你好"})
  void theLongestKnownNameCountsWhereNoWordsAreSeparated(String line, String name, String text) {
    assertThat(PrivateLine.parse(line, KNOWN)).isEqualTo(new PrivateLine(name, text, false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "hi @Bob", " @Bob hi", "me@Bob hi"})
  void anythingElseIsForEverybody(String line) {
    assertThat(PrivateLine.parse(line, KNOWN)).isNull();
  }

  @Test
  void unknownNamesEndAtABlankOrPunctuation() {
    assertThat(PrivateLine.parse("@张三你好 吗", KnownNames.NONE))
        .isEqualTo(new PrivateLine("张三你好", "吗", true));
    assertThat(PrivateLine.parse("@张三，你好", KnownNames.NONE))
        .isEqualTo(new PrivateLine("张三", "你好", true));
    assertThat(PrivateLine.parse("@ hi", KnownNames.NONE))
        .isEqualTo(new PrivateLine("", "hi", true));
  }
}
