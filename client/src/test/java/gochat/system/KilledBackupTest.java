package gochat.system;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import gochat.backup.BackupFormat;
import gochat.backup.Restore;
import gochat.backup.Restore.Sessions;
import gochat.checker.History;
import gochat.client.ServerProcess;
import gochat.client.Surroundings;
import gochat.grpc.LoopbackProxy;
import gochat.server.AdminRun;
import gochat.server.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// A server that is killed while it makes backups and clients of all kinds chat.
/// `-Dgochat.system.seed=…` for the steps of that seed.
@DisabledOnOs(OS.WINDOWS)
class KilledBackupTest {
  private static final long SEED =
      Long.getLong("gochat.system.seed", new SplittableRandom().nextLong());

  /// So slow that the kill comes in between.
  private static final Surroundings SLOW_BACKUPS =
      Surroundings.USUAL.withOptions("--backup-bytes-per-second=1000000");

  private static final int CHANGES = 50;

  @TempDir private Path directory;

  @Test
  void aKilledBackupLosesNothingIsNeverTakenForOneAndTheNextOneWorks() throws Exception {
    System.out.println("gochat.system.seed=" + SEED);
    try (ServerProcess server = ServerProcess.start(directory, SLOW_BACKUPS);
        SystemRun run = new SystemRun(server, SEED, LoopbackProxy::new)) {
      run.begin();
      killWhileItMakes(BackupFormat.DIRECTORY, run, server);
      server.startAgain(SLOW_BACKUPS);
      killWhileItMakes(BackupFormat.ZIP, run, server);
      server.startAgain(Surroundings.USUAL);
      run.awaitStored(CHANGES);
      run.end();
      for (BackupFormat format : BackupFormat.values()) {
        AdminRun.Result made = AdminRun.inThisProcess(server.dataDirectory(), command(format));
        assertThat(made.exitCode()).as(made.err()).isZero();
        assertThat(list(target(format))).containsExactly(Path.of(made.out().strip()));
      }

      History history = run.finish(_ -> false);
      assertThat(history.violations()).as("seed %d", SEED).isEmpty();
    }
  }

  private Path target(BackupFormat format) {
    return directory.resolve(format.name());
  }

  private String[] command(BackupFormat format) {
    String target = target(format).toString();
    return switch (format) {
      case DIRECTORY -> new String[] {"backup", target};
      case ZIP -> new String[] {"backup", "--zip", target};
    };
  }

  private void killWhileItMakes(BackupFormat format, SystemRun run, ServerProcess server)
      throws IOException, InterruptedException {
    run.awaitStored(CHANGES);
    try (AdminRun admin = AdminRun.start(server.dataDirectory(), command(format))) {
      await().pollInterval(10, MILLISECONDS).until(() -> isHalfWritten(format));
      server.kill();
      AdminRun.Result killed = admin.await();
      assertThat(killed.exitCode()).isEqualTo(1);
      assertThat(killed.out()).isEmpty();
      assertThat(killed.err()).hasLineCount(1);
    }
    checkRemains(format);
  }

  /// Whether the copy, or the zip file that is made of it, has begun.
  private boolean isHalfWritten(BackupFormat format) throws IOException {
    if (Files.notExists(target(format))) {
      return false;
    }
    String end =
        switch (format) {
          case DIRECTORY -> "gochat.db";
          case ZIP -> ".zip.partial";
        };
    try (Stream<Path> files = Files.walk(target(format))) {
      return files.anyMatch(file -> file.toString().endsWith(end) && file.toFile().length() > 0);
    }
  }

  private void checkRemains(BackupFormat format) throws IOException {
    List<Path> remains = list(target(format));
    assertThat(remains).allMatch(each -> each.toString().endsWith(".partial"));
    // A zip file is made of a whole copy, which is left too.
    assertThat(remains)
        .filteredOn(each -> !each.toString().endsWith(".files.partial"))
        .singleElement()
        .satisfies(this::canNotBeRestored);
  }

  private void canNotBeRestored(Path remains) {
    Path target = directory.resolve("restored");
    assertThatThrownBy(
            () -> new Restore(Stores.data()).restore(remains, target, Sessions.END, _ -> {}))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(remains + " can't be restored");
  }

  private static List<Path> list(Path target) throws IOException {
    try (Stream<Path> files = Files.list(target)) {
      return files.toList();
    }
  }
}
