package gochat.terminal.screen;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.terminal.command.Completer;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class InputLineTest {
  private final Completer.Source source =
      new Completer.Source() {
        @Override
        public List<String> rooms() {
          return List.of("#lobby", "#dev");
        }

        @Override
        public List<String> names() {
          return List.of("Bob", "Bobby", "Zoe");
        }

        @Override
        public List<String> ownRooms(boolean areHidden) {
          return rooms();
        }
      };
  private final InputLine input =
      new InputLine(
          new InputHistory(List.of("make it so", "ls -l", "make tea")),
          source,
          () -> List.of(room("1", "#lobby"), room("2", "#dev"), room("3", "@Bob")));

  private static Choice room(String id, String title) {
    return new Choice(new Intent.Jump(id), title);
  }

  private Intent press(Key key) {
    return input.take(new KeyEvent.Pressed(key));
  }

  private Intent type(String text) {
    Intent intent = Intent.NONE;
    for (int i = 0; i < text.length(); i++) {
      intent = input.take(new KeyEvent.Typed(text.substring(i, i + 1)));
    }
    return intent;
  }

  private String text() {
    return input.draft().text();
  }

  @Test
  void enterSendsAndEmptiesTheLine() {
    assertThat(type("hi")).isEqualTo(Intent.TYPING);
    assertThat(press(Key.SEND)).isEqualTo(new Intent.Send("hi"));
    assertThat(text()).isEmpty();
    press(Key.EARLIER);
    assertThat(text()).isEqualTo("hi");
  }

  @Test
  void aPasteOfSeveralLinesSitsInTheLine() {
    input.take(new KeyEvent.Pasted("one\ntwo\n\nthree"));
    assertThat(text()).isEqualTo("one\ntwo\n\nthree");
    assertThat(press(Key.SEND)).isEqualTo(new Intent.Send("one\ntwo\n\nthree"));
  }

  @Test
  void aPasteCanBeSentLineByLine() {
    input.take(new KeyEvent.Pasted("one\ntwo\n\nthree"));
    assertThat(press(Key.SEND_LINES))
        .isEqualTo(new Intent.SendLines(List.of("one", "two", "three")));
    assertThat(text()).isEmpty();
  }

  @Test
  void aDraftReturnsBehindTheHistory() {
    type("half");
    press(Key.EARLIER);
    press(Key.EARLIER);
    assertThat(text()).isEqualTo("ls -l");
    press(Key.LATER);
    press(Key.LATER);
    assertThat(text()).isEqualTo("half");
    press(Key.LATER);
    assertThat(text()).isEqualTo("half");
  }

  @Test
  void theHistoryIsSearched() {
    press(Key.SEARCH);
    type("make");
    HistorySearch search = (HistorySearch) Objects.requireNonNull(input.question());
    assertThat(search.found()).isEqualTo("make tea");
    press(Key.SEARCH);
    assertThat(search.found()).isEqualTo("make it so");
    press(Key.SEARCH);
    assertThat(search.found()).isEqualTo("make it so");
    press(Key.SEND);
    assertThat(text()).isEqualTo("make it so");
    assertThat(input.question()).isNull();
  }

  @Test
  void aSearchThatIsGivenUpLeavesTheLine() {
    type("half");
    press(Key.SEARCH);
    type("make");
    press(Key.CANCEL);
    assertThat(text()).isEqualTo("half");
  }

  @Test
  void tabCompletesAndOffersTheChoices() {
    type("/he");
    press(Key.COMPLETE);
    assertThat(text()).isEqualTo("/help ");
    press(Key.KILL_TO_START);

    type("ask @b");
    press(Key.COMPLETE);
    assertThat(text()).isEqualTo("ask @Bob");
    assertThat(input.offer()).isNotNull();
    press(Key.COMPLETE);
    assertThat(text()).isEqualTo("ask @Bob ");
    press(Key.COMPLETE);
    assertThat(text()).isEqualTo("ask @Bobby ");
    press(Key.COMPLETE_BACK);
    assertThat(text()).isEqualTo("ask @Bob ");
    type("!");
    assertThat(text()).isEqualTo("ask @Bob !");
    assertThat(input.offer()).isNull();
  }

  @Test
  void aRoomIsJumpedToByAPartOfItsName() {
    press(Key.JUMP);
    ChoiceSearch jump = (ChoiceSearch) Objects.requireNonNull(input.question());
    assertThat(jump.choices()).hasSize(3);
    type("b");
    assertThat(jump.choices()).extracting(Choice::title).containsExactly("#lobby", "@Bob");
    press(Key.COMPLETE);
    assertThat(press(Key.SEND)).isEqualTo(new Intent.Jump("3"));
    assertThat(input.question()).isNull();
  }

  @Test
  void anOfferedChoiceIsTaken() {
    type("half a line");
    input.choose(
        List.of(
            new Choice(new Intent.ToMessage(7), "Bob: lunch at noon"),
            new Choice(new Intent.ToMessage(5), "Carol: the plan")));
    type("plan");
    assertThat(press(Key.SEND)).isEqualTo(new Intent.ToMessage(5));
    assertThat(text()).isEqualTo("half a line");
  }

  @Test
  void aJumpToNowhereGoesNowhere() {
    press(Key.JUMP);
    type("xyz");
    assertThat(press(Key.SEND)).isEqualTo(Intent.NONE);
    assertThat(input.question()).isNull();
  }

  @Test
  void aSecretIsNeitherInTheLineNorInTheHistory() {
    type("half");
    input.askSecret("Password: ");
    type("hunter2");
    assertThat(text()).isEqualTo("half");
    assertThat(press(Key.SEND)).isEqualTo(new Intent.Secret("hunter2"));
    assertThat(text()).isEqualTo("half");
    assertThat(input.entries()).doesNotContain("hunter2");

    press(Key.KILL_TO_START);
    type("/login bob hunter2");
    press(Key.SEND);
    assertThat(input.entries()).noneMatch(entry -> entry.contains("hunter2"));
  }

  @Test
  void controlDLeavesAnEmptyLineOnly() {
    type("a");
    press(Key.LEFT);
    assertThat(press(Key.DELETE_OR_LEAVE)).isEqualTo(Intent.TYPING);
    assertThat(press(Key.DELETE_OR_LEAVE)).isEqualTo(new Intent.Leave());
  }
}
