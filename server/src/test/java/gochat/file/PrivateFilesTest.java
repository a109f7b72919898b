package gochat.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class PrivateFilesTest {
  private static final byte[] TEXT = "text".getBytes(UTF_8);

  @TempDir private Path directory;

  @Test
  void aFileAppearsWhenItIsWhole() throws IOException {
    Path file = directory.resolve("file");
    List<Path> before = new ArrayList<>();

    int result =
        PrivateFiles.createWhole(
            file,
            out -> {
              out.write(TEXT);
              before.addAll(files());
              return 7;
            });

    assertThat(result).isEqualTo(7);
    assertThat(before).isNotEmpty().doesNotContain(file);
    assertThat(files()).containsExactly(file);
    assertThat(file).hasBinaryContent(TEXT);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void onlyTheOwnerReadsANewFile() throws IOException {
    Path file = directory.resolve("file");
    create(file);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void contentThatFailsLeavesNoFile() throws IOException {
    Path file = directory.resolve("file");

    assertThatThrownBy(() ->
            PrivateFiles.createWhole(
                file,
                out -> {
                  out.write(TEXT);
                  throw new CancellationException("planned");
                }))
        .hasMessage("planned");

    assertThat(files()).isEmpty();
  }

  @Test
  void aNewFileReplacesTheRemainsOfOneThatWasNotFinished() throws IOException {
    Path file = directory.resolve("file");
    List<Path> unfinished = new ArrayList<>();
    PrivateFiles.createWhole(file, _ -> unfinished.addAll(files()));
    Files.delete(file);
    Files.writeString(unfinished.getFirst(), "much more than the new text");

    create(file);

    assertThat(files()).containsExactly(file);
    assertThat(file).hasBinaryContent(TEXT);
  }

  @Test
  void aFileThatIsThereStays() throws IOException {
    Path file = directory.resolve("file");

    assertThatThrownBy(() ->
            PrivateFiles.createWhole(
                file, _ -> Files.writeString(file, "the file of somebody else, meanwhile")))
        .isInstanceOf(FileAlreadyExistsException.class);

    assertThat(files()).containsExactly(file);
    assertThat(file).hasContent("the file of somebody else, meanwhile");
  }

  private static void create(Path file) throws IOException {
    PrivateFiles.createWhole(
        file,
        out -> {
          out.write(TEXT);
          return file;
        });
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }
}
