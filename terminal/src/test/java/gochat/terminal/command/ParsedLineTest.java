package gochat.terminal.command;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.client.markup.KnownNames;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ParsedLineTest {
  private ParsedLine parse(String text) {
    return ParsedLine.parse(text, new KnownNames(List.of("张三", "Bob")));
  }

  @Test
  void aLineThatIsNoCommandIsAMessage() {
    assertThat(parse("hello, C:\\x \"你好 ")).isEqualTo(new ParsedLine.Say("hello, C:\\x \"你好 "));
    assertThat(parse("one\n/two\n")).isEqualTo(new ParsedLine.Say("one\n/two\n"));
    assertThat(parse("//usr/bin")).isEqualTo(new ParsedLine.Say("/usr/bin"));
    assertThat(parse("exits")).isEqualTo(new ParsedLine.Say("exits"));
    assertThat(parse(" \n ")).isEqualTo(new ParsedLine.Nothing());
    assertThat(parse(" exit ")).isEqualTo(new ParsedLine.Leave());
    assertThat(parse("/exit")).isEqualTo(new ParsedLine.Leave());
  }

  @Test
  void anAtInFrontIsPrivate() {
    assertThat(parse("@Bob hi  there")).isEqualTo(new ParsedLine.Private("Bob", "hi  there", true));
    assertThat(parse("@Bob one\ntwo")).isEqualTo(new ParsedLine.Private("Bob", "one\ntwo", true));
    assertThat(parse("@Bob ")).isEqualTo(new ParsedLine.TextMissing("Bob"));
    assertThat(parse("@")).isEqualTo(new ParsedLine.TextMissing(""));
    assertThat(parse("@张三你好")).isEqualTo(new ParsedLine.Private("张三", "你好", false));
  }

  @Test
  void aLineThatBeginsWithABlankOrSayIsForTheRoom() {
    assertThat(parse(" @Bob hi")).isEqualTo(new ParsedLine.Say("@Bob hi"));
    assertThat(parse(" /usr/bin")).isEqualTo(new ParsedLine.Say(" /usr/bin"));
  }

  @Test
  void aSearchIsNoOtherCommand() {
    assertThat(parse("/search lunch")).isEqualTo(new ParsedLine.Search());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/join #dev | JOIN | #dev | ''",
        "/JOIN dev | JOIN | dev | ''",
        "/leave | LEAVE | '' | ''",
        "/msg Bob hi  there | MSG | Bob | hi  there",
        "/topic What we build | TOPIC | What we build | ''",
        "/topic | TOPIC | '' | ''",
        "/create dev private The team | CREATE | dev | private The team",
        "/msg Bob | MSG | Bob | ''",
        "/say @Bob hi | SAY | @Bob hi | ''",
        "/me waves | ME | waves | ''",
        "/react 👍 | REACT | 👍 | ''",
        "/delete | DELETE | '' | ''",
        "/away on | AWAY | on | ''",
        "/notify bell off | NOTIFY | bell | off",
        "/quit | QUIT | '' | ''",
      })
  void aCommandHasTheArgumentsThatWereTyped(
      String text, ChatCommand command, String first, String second) {
    assertThat(parse(text))
        .isEqualTo(new ParsedLine.Run(command, new ChatCommand.Values(first, second)));
  }

  @ParameterizedTest
  @CsvSource({"/join, JOIN", "/react, REACT", "/kick, KICK", "'/me ', ME", "/reply, REPLY"})
  void aMissingArgumentIsReported(String text, ChatCommand command) {
    assertThat(parse(text)).isEqualTo(new ParsedLine.Incomplete(command));
  }

  @ParameterizedTest
  @CsvSource({
    "/hlp, HELP",
    "/jion #dev, JOIN",
    "/edt, EDIT",
    "/usr/bin/env, ",
    "/x, ",
    "/qu, QUIT",
    "/regsiter, REGISTER",
    "/histroy, HISTORY",
    "/who's there, WHOIS",
    "/, "
  })
  void anUnknownCommandIsNotSentAndTheNearestIsSuggested(String text, ChatCommand nearest) {
    assertThat(parse(text))
        .isInstanceOfSatisfying(
            ParsedLine.Unknown.class, unknown -> assertThat(unknown.nearest()).isEqualTo(nearest));
  }

  @ParameterizedTest
  @EnumSource(ChatCommand.class)
  void everyCommandTakesArguments(ChatCommand command) {
    assertThat(parse("/" + command.word() + " first second"))
        .isInstanceOfSatisfying(
            ParsedLine.Run.class, run -> assertThat(run.command()).isEqualTo(command));
  }
}
