package gochat.server;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.ops.ExitCode;
import gochat.server.AdminRun.Result;
import gochat.store.DataDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// `bin/server transfer` from one data directory to another.
class StoreTransferProgramTest {
  @RegisterExtension private final ServerFixture server = new ServerFixture();

  @TempDir private Path parent;

  private String source() {
    return "sqlite:" + server.directory();
  }

  private String target() {
    return "sqlite:" + parent.resolve("target");
  }

  @Test
  void aStoppedServerIsTransferredAndTheSumsOfItsRoomsArePrinted() throws Exception {
    TestClient bob = server.join("Bob");
    server.join("Alice").say("one");
    assertThat(bob.nextTexts(1)).containsExactly("one");
    server.stop();

    Result result = AdminRun.program("transfer", source(), target());

    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(result.out().lines())
        .satisfiesExactly(
            // The start of the server.
            line -> assertThat(line).matches("audit: 1 events, head 1, SHA-256 [0-9a-f]{64}"),
            line -> assertThat(line).matches("lobby: 1 events, head 1, SHA-256 [0-9a-f]{64}"),
            line -> assertThat(line).startsWith("0 users, 0 tokens, 0 memberships, 0 markers, "),
            line ->
                assertThat(line)
                    .startsWith(target() + " has all data of " + source() + ": 2 rooms with 2 "),
            line -> assertThat(line).contains("start no server there any more"));
    assertThat(ServerFixture.log(parent.resolve("target")))
        .isEqualTo(ServerFixture.log(server.directory()));
    assertThat(AdminRun.inThisProcess(parent.resolve("target"), "verify").exitCode())
        .isEqualTo(ExitCode.OK);
  }

  @Test
  void aServerThatRunsIsNotTransferred() {
    assertRefused(source(), target(), "in use by another server");
    assertThat(parent.resolve("target")).doesNotExist();
  }

  @Test
  void aTargetWithFilesIsRefused() throws IOException {
    server.stop();
    Path target = Files.createDirectory(parent.resolve("target"));
    Files.createFile(target.resolve("file"));

    assertRefused(source(), target(), "is not empty, it has file");
    assertThat(target.resolve("file")).exists();
  }

  @Test
  void whereATransferWasInterruptedNoServerStartsAndTheNextTransferSaysWhatToDo()
      throws IOException {
    server.stop();
    Files.createDirectories(parent.resolve("target").resolve(DataDirectory.PREPARED));

    Result started = AdminRun.inThisProcess(parent.resolve("target"), "export");
    assertThat(started.err()).contains("a restore or transfer was interrupted: remove its content");
    assertRefused(source(), target(), "is not empty, it has restore.partial: move its content");
  }

  @Test
  void aStoreIsNotTransferredToItself() {
    server.stop();

    assertRefused(source(), source(), "are the same store");
  }

  @Test
  void aPlaceWithoutDataAndAWrongNameAreRefused() {
    server.stop();

    assertRefused(target(), source(), "has no data: name the directory of a server's data");
    assertRefused("target", source(), "target (expected: sqlite:DIR or postgresql://…)");
    assertRefused(source(), "mysql://there/chat", "mysql");
    assertThat(parent.resolve("target")).doesNotExist();
  }

  private static void assertRefused(String from, String to, String reason) {
    Result result = AdminRun.program("transfer", from, to);

    assertThat(result.err()).hasLineCount(1).contains(reason);
    assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
  }

  @Test
  void aWrongCommandLineIsOneLineThatNamesHelp() {
    Result result = AdminRun.program("transfer", source());

    assertThat(result.err()).hasLineCount(1).contains("see bin/server transfer --help");
    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(AdminRun.program("transfer", "--help").out())
        .contains("FROM TO", "postgresql://USER@HOST/DATABASE", "--store-password-file=FILE");
  }
}
