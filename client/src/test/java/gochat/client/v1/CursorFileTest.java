package gochat.client.v1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gochat.v1.Cursor;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorFileTest {
  private static final Cursor LOBBY =
      Cursor.newBuilder().setRoom("lobby").setEpoch(Long.MAX_VALUE).setSeq(Long.MAX_VALUE).build();
  private static final Cursor OTHER =
      Cursor.newBuilder().setRoom("0a-研发").setEpoch(3).setSeq(0).build();

  @TempDir Path directory;
  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = directory.resolve("bot.cursors");
  }

  @Test
  void aMissingFileHasNoCursors() {
    assertThat(CursorStore.inFile(file).load()).isEmpty();
  }

  @Test
  void theLatestSaveIsLoaded() {
    CursorStore store = CursorStore.inFile(file);
    store.save(List.of(LOBBY));
    store.save(List.of(LOBBY, OTHER));
    assertThat(CursorStore.inFile(file).load()).containsExactly(LOBBY, OTHER);
    assertThat(directory).isDirectoryContaining(path -> path.equals(file));
    assertThat(directory.toFile().list()).hasSize(1);
  }

  @Test
  void aCrashDuringASaveKeepsTheFileOfBefore() throws Exception {
    CursorStore.inFile(file).save(List.of(LOBBY));
    Files.writeString(directory.resolve("bot.cursors.next"), "gochat-cur");
    assertThat(CursorStore.inFile(file).load()).containsExactly(LOBBY);
    CursorStore.inFile(file).save(List.of(OTHER));
    assertThat(CursorStore.inFile(file).load()).containsExactly(OTHER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "gochat-cursors 1\n1 2",
        "gochat-cursors 1\n-1 2 lobby",
        "gochat-cursors 1\n1 99999999999999999999 lobby"
      })
  void aFileOfAnotherKindIsAnError(String content) throws Exception {
    Files.writeString(file, content);
    assertThatThrownBy(() -> CursorStore.inFile(file).load())
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("expected: ");
  }

  @Test
  void aMissingDirectoryIsReported() {
    Path nowhere = directory.resolve("no").resolve("cursors");
    assertThatThrownBy(() -> CursorStore.inFile(nowhere).save(List.of()))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(nowhere.toString());
  }
}
