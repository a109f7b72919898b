package gochat.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gochat.JavaProgram;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
  @TempDir private Path parent;

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aMissingDirectoryIsCreatedForItsOwnerOnly() throws Exception {
    Path path = parent.resolve("a/b/data");
    try (DataDirectory directory = DataDirectory.open(path)) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
          .isEqualTo("rwx------");
      assertThat(directory.path()).isAbsolute().isEqualTo(path);
    }
  }

  @Test
  void aRelativePathBecomesAbsolute() {
    Path relative = Path.of("").toAbsolutePath().relativize(parent.resolve("./x/../data"));
    try (DataDirectory directory = DataDirectory.open(relative)) {
      assertThat(directory.path()).isEqualTo(parent.resolve("data"));
    }
  }

  @Test
  void aFileInPlaceOfTheDirectoryIsRefusedInOneLine() throws Exception {
    Path file = Files.createFile(parent.resolve("file"));

    assertRefused(file, "data directory " + file + " can't be written", "is not a directory");
    assertRefused(file.resolve("below"), file.resolve("below") + " can't be written");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aDirectoryThatCantBeWrittenIsRefusedInOneLine() {
    // Not even root can create a file there.
    assertRefused(Path.of("/proc"), "data directory /proc can't be written", "--data-dir");
  }

  @Test
  void theSecondServerInOneProcessIsRefused() {
    try (DataDirectory first = DataDirectory.open(parent)) {
      assertRefused(first.path(), "in use by another server");
    }
    DataDirectory.open(parent).close();
  }

  @Test
  void theSecondServerInAnotherProcessIsToldWhichOneIsThere() throws Exception {
    try (DataDirectory first = DataDirectory.open(parent)) {
      Process second =
          new ProcessBuilder(JavaProgram.command(Opener.class, first.path().toString()))
              .redirectErrorStream(true)
              .start();
      try {
        assertThat(
                new String(second.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip())
            .startsWith("data directory " + first.path() + " is in use by another server")
            .contains("process " + ProcessHandle.current().pid());
        assertThat(second.waitFor(20, TimeUnit.SECONDS)).isTrue();
      } finally {
        second.destroyForcibly();
      }
    }
  }

  private static void assertRefused(Path path, String... parts) {
    assertThatThrownBy(() -> DataDirectory.open(path).close())
        .isInstanceOf(StoreException.class)
        .hasMessageContainingAll(parts)
        .hasMessageNotContaining("\n");
  }

  /// Opens a data directory and prints the outcome.
  static final class Opener {
    private Opener() {}

    public static void main(String[] args) {
      try (DataDirectory directory = DataDirectory.open(Path.of(args[0]))) {
        System.out.println("opened " + directory.path());
      } catch (StoreException e) {
        System.out.println(e.getMessage());
      }
    }
  }
}
