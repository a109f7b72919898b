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

class KeptTest {
  @TempDir Path directory;

  @Test
  void whatIsSavedIsThereAgain() throws Exception {
    Path file = directory.resolve("new/x.state");
    Kept kept =
        new Kept(
            "id 1",
            Map.of("id 1", new Draft("half a\nthought = 你好 ", 4), "lobby", new Draft("x", 1)),
            List.of("one", "two\nlines", " /three"));
    kept.save(file);
    assertThat(Kept.load(file)).isEqualTo(kept);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");

    Kept.NOTHING.save(file);
    assertThat(Kept.load(file)).isEqualTo(Kept.NOTHING);
    try (var files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void aFileThatIsMissingOrSpoiltIsNothing() throws Exception {
    Path file = directory.resolve("x.state");
    assertThat(Kept.load(file)).isEqualTo(Kept.NOTHING);
    Files.writeString(file, "draft.lobby=\\u00zz");
    assertThat(Kept.load(file)).isEqualTo(Kept.NOTHING);
    Files.writeString(file, "draft.lobby=half\ncursor.lobby=many");
    assertThat(Kept.load(file).drafts()).containsExactly(Map.entry("lobby", new Draft("half", 0)));
  }
}
