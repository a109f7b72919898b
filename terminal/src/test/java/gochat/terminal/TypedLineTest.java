package gochat.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.client.seed.ChatLine;
import gochat.terminal.TypedLine.Leave;
import gochat.terminal.TypedLine.Nothing;
import gochat.terminal.TypedLine.Say;
import gochat.terminal.TypedLine.TextMissing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TypedLineTest {
  @ParameterizedTest
  @ValueSource(strings = {"hi", "wow!!", "C:\\x", "\"", " indented ", "a @Bob b", "exit now", "你好"})
  void aLineIsSentAsTyped(String typed) {
    assertThat(TypedLine.parse(typed)).isEqualTo(new Say(ChatLine.toEverybody(typed)));
  }

  @Test
  void anAtSignMakesItPrivate() {
    assertThat(TypedLine.parse("@Bob 你好！")).isEqualTo(new Say(new ChatLine("Bob", "你好！")));
    assertThat(TypedLine.parse("@张三\u3000嗨")).isEqualTo(new Say(new ChatLine("张三", "嗨")));
    assertThat(TypedLine.parse("@Bob  two spaces "))
        .isEqualTo(new Say(new ChatLine("Bob", " two spaces ")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"@Bob", "@Bob ", "@Bob \t "})
  void aNameWithoutATextIsNoMessage(String typed) {
    assertThat(TypedLine.parse(typed)).isEqualTo(new TextMissing("Bob"));
  }

  @Test
  void aTextWithoutAReceiverIsNoMessage() {
    assertThat(TypedLine.parse("@ hi")).isEqualTo(new TextMissing(""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "\t"})
  void blankIsNothing(String typed) {
    assertThat(TypedLine.parse(typed)).isEqualTo(new Nothing());
  }

  @Test
  void exitLeaves() {
    assertThat(TypedLine.parse("exit")).isEqualTo(new Leave());
    assertThat(TypedLine.parse("exit ")).isEqualTo(new Leave());
  }
}
