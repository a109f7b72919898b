package gochat.client.markup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MentionTest {
  private static final KnownNames KNOWN =
      new KnownNames(List.of("Bob", "张三", "张三丰", "田中", "Bob-Lee", "สมชาย", "김철수"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          @Bob hi       | Bob
          @bob          | Bob
          ＠Ｂｏｂ hi   | Bob
          @Bob, hi      | Bob
          @Bob: hi      | Bob
          @Bob，你好    | Bob
          @Bob... hi    | Bob
          @Bob看一下    | Bob
          @Bob-Lee hi   | Bob-Lee
          @Bob-看       | Bob
          @张三你好     | 张三
          @张三丰你好   | 张三丰
          @张三ok       | 张三
          @田中さん     | 田中
          @สมชายครับ    | สมชาย
          @김철수님     | 김철수
          """)
  void aLineAddressesTheLongestKnownName(String line, String name) {
    Mention mention = Mention.leading(line, KNOWN);
    assertThat(mention).isNotNull();
    assertThat(mention.name()).isEqualTo(name);
    assertThat(mention.isKnown()).isTrue();
    assertThat(mention.end()).isEqualTo(name.length() + 1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          @Carol, hi    | Carol
          @Bobby hi     | Bobby
          @Bob.org hi   | Bob.org
          @Carol. hi    | Carol
          @李四你好     | 李四你好
          """)
  void anUnknownNameEndsAtABlankOrPunctuation(String line, String name) {
    Mention mention = Mention.leading(line, KNOWN);
    assertThat(mention).isEqualTo(new Mention(0, name.length() + 1, name, false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Bob", "@", "@ Bob", " @Bob", "@-", "@@Bob", "/me @Bob"})
  void otherLinesHaveNoReceiver(String line) {
    assertThat(Mention.leading(line, KNOWN)).isNull();
  }

  @Test
  void possibleReceiversAreListedFromTheLongestName() {
    assertThat(Mention.leadingCandidates("@张三你好")).containsExactly("张三你好", "张三你", "张三", "张");
    assertThat(Mention.leadingCandidates("@Bob看 x")).containsExactly("Bob看", "Bob");
    assertThat(Mention.leadingCandidates("@Bob. x")).containsExactly("Bob.", "Bob");
    assertThat(Mention.leadingCandidates("Bob")).isEmpty();
  }
}
