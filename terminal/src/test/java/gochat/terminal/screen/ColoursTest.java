package gochat.terminal.screen;

import static gochat.terminal.chat.ServerEvents.ALICE;
import static gochat.terminal.chat.ServerEvents.BOB;
import static gochat.terminal.chat.ServerEvents.connected;
import static gochat.terminal.chat.ServerEvents.followed;
import static gochat.terminal.chat.ServerEvents.mentioning;
import static gochat.terminal.chat.ServerEvents.said;
import static org.assertj.core.api.Assertions.assertThat;

import gochat.terminal.chat.ChatModel;
import gochat.terminal.command.Completer;
import gochat.terminal.text.Texts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.ExternalTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The colours of a conversation with each coloured element, for several kinds of terminals.
class ColoursTest {
  private static final long NOW = 2_000_000_000_000L;
  private static final Pattern RENDITION = Pattern.compile("\u001B\\[([0-9;]*)m");
  private static final Pattern OF_256 = Pattern.compile("[34]8;5;\\d+");

  /// Foregrounds and backgrounds among eight colours.
  private static final Pattern OF_8 = Pattern.compile("[34][0-7]");

  @ParameterizedTest
  @ValueSource(strings = {"xterm-256color", "screen-256color"})
  void aTerminalOf256ColoursGetsThem(String type) throws Exception {
    assertThat(colours(drawn(type, Theme.AUTO))).isNotEmpty().allMatch(OF_256.asMatchPredicate());
  }

  @ParameterizedTest
  @ValueSource(strings = {"linux", "screen", "xterm", "xterm-16color"})
  void aTerminalOf8Or16ColoursGetsThoseThatAllOfThemHave(String type) throws Exception {
    assertThat(colours(drawn(type, Theme.DARK))).isNotEmpty().allMatch(OF_8.asMatchPredicate());
  }

  @Test
  void aTerminalThatAnnouncesNoColoursGetsNone() throws Exception {
    String drawn = drawn("vt220", Theme.AUTO);
    assertThat(colours(drawn)).isEmpty();
    assertThat(drawn).contains("news");
  }

  /// Without the attributes: bold, faint, inverse.
  private static SortedSet<String> colours(String drawn) {
    SortedSet<String> colours = new TreeSet<>();
    Pattern one = Pattern.compile("[34]8;5;\\d+|\\d+");
    RENDITION
        .matcher(drawn)
        .results()
        .flatMap(rendition -> one.matcher(rendition.group(1)).results())
        .map(parameter -> parameter.group())
        .forEach(parameter -> {
          // A terminal without 256 colours reads their 5 as blinking.
          assertThat(parameter).isNotEqualTo("5");
          if (parameter.length() > 1) {
            colours.add(parameter);
          }
        });
    return colours;
  }

  private static String drawn(String type, Theme theme) throws IOException {
    ChatModel chat = new ChatModel(ALICE);
    chat.apply(connected(), NOW);
    chat.apply(followed("lobby", 0), NOW);
    chat.apply(followed("dev", 0), NOW);
    chat.apply(said("lobby", 1, BOB, "news of `code` and https://e.com"), NOW);
    chat.apply(mentioning("lobby", 2, BOB, "@Alice", ALICE), NOW);
    chat.apply(mentioning("dev", 1, BOB, "@Alice", ALICE), NOW);
    chat.notice("a notice", NOW);

    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Terminal terminal =
        new ExternalTerminal(
            "test", type, InputStream.nullInputStream(), out, StandardCharsets.UTF_8)) {
      terminal.setSize(Size.of(80, 24));
      InputLine input = new InputLine(new InputHistory(List.of()), new NoNames(), List::of);
      try (Screen screen =
          new Screen(
              terminal,
              new Texts(Locale.ENGLISH).of("live"),
              theme,
              chat,
              input,
              _ -> {},
              () -> {},
              _ -> {})) {
        screen.draw(NOW);
      }
      terminal.flush();
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private static final class NoNames implements Completer.Source {
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
  }
}
