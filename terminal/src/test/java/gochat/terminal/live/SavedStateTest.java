package gochat.terminal.live;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.terminal.chat.Draft;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavedStateTest {
  @TempDir Path directory;

  @Test
  void aSavedStateIsLoaded() throws Exception {
    Path file = directory.resolve("new/x.state");
    SavedState saved =
        new SavedState(
            "id 1",
            Map.of("id 1", new Draft("half a\nthought = 你好 ", 4), "lobby", new Draft("x", 1)),
            List.of("one", "two\nlines", " /three"));
    saved.save(file);
    assertThat(SavedState.load(file)).isEqualTo(saved);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");

    SavedState.NOTHING.save(file);
    assertThat(SavedState.load(file)).isEqualTo(SavedState.NOTHING);
    try (var files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void aFileThatIsMissingOrSpoiltIsNothing() throws Exception {
    Path file = directory.resolve("x.state");
    assertThat(SavedState.load(file)).isEqualTo(SavedState.NOTHING);
    Files.writeString(file, "draft.lobby=\\u00zz");
    assertThat(SavedState.load(file)).isEqualTo(SavedState.NOTHING);
    Files.writeString(file, "draft.lobby=half\ncursor.lobby=many");
    assertThat(SavedState.load(file).drafts())
        .containsExactly(Map.entry("lobby", new Draft("half", 0)));
  }
}
