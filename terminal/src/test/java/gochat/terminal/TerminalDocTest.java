package gochat.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.terminal.command.ChatCommand;
import gochat.terminal.screen.Key;
import gochat.terminal.text.Texts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Compares `docs/terminal.md` with the tables of commands and keys.
class TerminalDocTest {
  private static final Texts TEXTS = new Texts(Locale.ENGLISH).of("live");

  private static String page;

  @BeforeAll
  static void readPage() throws Exception {
    page = Files.readString(Path.of("../docs/terminal.md"));
  }

  @Test
  void theCommandsAreThoseOfTheClient() {
    assertThat(page)
        .contains(
            Arrays.stream(ChatCommand.values())
                .map(command -> row(command.usage(), command.helpKey()))
                .collect(Collectors.joining("\n", "| command | |\n|---|---|\n", "\n\n")));
  }

  @Test
  void theKeysAreThoseOfTheClient() {
    assertThat(page)
        .contains(
            Arrays.stream(Key.values())
                .map(key -> row(key.title(), key.helpKey()))
                .collect(Collectors.joining("\n", "| key | |\n|---|---|\n", "\n\n")));
  }

  private static String row(String what, String helpKey) {
    return "| `" + what.replace("|", "\\|") + "` | " + TEXTS.get(helpKey) + " |";
  }
}
