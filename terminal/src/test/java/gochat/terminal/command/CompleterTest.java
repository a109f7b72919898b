package gochat.terminal.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CompleterTest {
  private final Completer completer =
      new Completer(
          new Completer.Source() {
            @Override
            public List<String> rooms() {
              return List.of("#lobby", "#dev", "#研发");
            }

            @Override
            public List<String> names() {
              return List.of("Bob", "Bea", "美玲");
            }

            @Override
            public List<String> ownRooms(boolean areHidden) {
              return areHidden ? List.of("#ops", "@Bea") : rooms();
            }
          });

  @Test
  void aCommandThatTheServerDoesNotOfferIsNotCompleted() {
    Completer withoutPins =
        new Completer(
            new Completer.Source() {
              @Override
              public List<String> rooms() {
                return List.of();
              }

              @Override
              public List<String> names() {
                return List.of();
              }

              @Override
              public List<String> ownRooms(boolean areHidden) {
                return List.of();
              }

              @Override
              public boolean isOffered(ChatCommand command) {
                return command != ChatCommand.PIN && command != ChatCommand.PINS;
              }
            });

    assertThat(withoutPins.complete("/pi").words()).isEmpty();
    assertThat(words("/pi")).containsExactly("/pin", "/pins");
  }

  private List<String> words(String text) {
    return completer.complete(text).words();
  }

  @Test
  void commandsAreCompleted() {
    assertThat(words("/he")).containsExactly("/help");
    assertThat(words("/re"))
        .containsExactly("/reply", "/retention", "/react", "/read", "/register");
    assertThat(words("/help jo")).containsExactly("join");
    assertThat(words("/nothing x")).isEmpty();
  }

  @Test
  void argumentsAreCompletedByTheirKind() {
    assertThat(words("/join #d")).containsExactly("#dev");
    assertThat(words("/join d")).containsExactly("#dev");
    assertThat(words("/unhide ")).containsExactly("#ops", "@Bea");
    assertThat(words("/hide #d")).containsExactly("#dev");
    assertThat(words("/kick b")).containsExactly("Bob", "Bea");
    assertThat(words("/msg @be")).containsExactly("@Bea");
    assertThat(words("/msg Bob see #l")).containsExactly("#lobby");
    assertThat(words("/notify bell o")).containsExactly("on", "off");
    assertThat(words("/kick Bob x")).isEmpty();
    assertThat(words("/theme d")).containsExactly("dark");
    assertThat(words("/devices ")).containsExactly("end");
    assertThat(words("/devices end o")).containsExactly("others");
  }

  @Test
  void namesAndRoomsAreCompletedInText() {
    assertThat(words("hi @b")).containsExactly("@Bob", "@Bea");
    assertThat(words("@美")).containsExactly("@美玲");
    assertThat(words("see #研")).containsExactly("#研发");
    assertThat(words("bo")).containsExactly("Bob:");
    assertThat(words("ask bo")).containsExactly("Bob");
    assertThat(words("ask ")).isEmpty();
    assertThat(completer.complete("hi @b").start()).isEqualTo(3);
  }

  @Test
  void namesAreCompletedWhereAMentionMayBegin() {
    assertThat(words("你好@美")).containsExactly("@美玲");
    assertThat(words("请＠b")).containsExactly("@Bob", "@Bea");
    assertThat(words("(@be")).containsExactly("@Bea");
    assertThat(words("me@b")).isEmpty();
    assertThat(completer.complete("你好@美").start()).isEqualTo(2);
  }
}
