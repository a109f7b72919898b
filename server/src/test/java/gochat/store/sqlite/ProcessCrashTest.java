package gochat.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import gochat.journal.Journal;
import gochat.room.RoomId;
import gochat.store.Durability;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// A process that appends ends at any moment: by a kill, or by a disk that refuses its writes.
class ProcessCrashTest {
  private static final int ROUNDS = 5;
  private static final int STOPPED = 42;
  private static final String UNLIMITED = "unlimited";

  @TempDir private Path directory;

  @Test
  @Timeout(60)
  void everythingAcknowledgedSurvivesKillMinus9() throws Exception {
    long acknowledged = 0;
    for (int round = 1; round <= ROUNDS; round++) {
      Process process = start(UNLIMITED);
      acknowledged = lastAcknowledged(process, acknowledged + 100L * round);
      assertThat(process.waitFor()).isEqualTo(128 + 9);
      assertNothingIsLost(acknowledged);
    }
  }

  @Test
  @Timeout(60)
  @EnabledOnOs(OS.LINUX)
  void aWriteThatFailsStopsTheProcessAndTheNextStartRecovers() throws Exception {
    // Past 3 MiB (the limit counts 512 bytes) a write fails with EFBIG: less than where the first
    // checkpoint is due, more than the driver needs to unpack its library.
    Process process = start("6000");
    long acknowledged = lastAcknowledged(process, Long.MAX_VALUE);
    assertThat(process.waitFor()).isEqualTo(STOPPED);
    assertThat(acknowledged).isPositive();
    assertNothingIsLost(acknowledged);
  }

  private void assertNothingIsLost(long acknowledged) {
    try (var store =
        SqliteStore.open(database(), Durability.SYNC, e -> fail("the store stopped", e))) {
      Journal journal = store.journal();
      assertThat(journal.epoch()).isEqualTo(1);
      long head = journal.head(RoomId.LOBBY);
      assertThat(head).isGreaterThanOrEqualTo(acknowledged);
      assertThat(SqliteJournalTest.seqs(journal))
          .isEqualTo(LongStream.rangeClosed(1, head).boxed().toList());
    }
  }

  /// Reads the acknowledgements of the process until it ends; kills it after `enough` of them.
  private static long lastAcknowledged(Process process, long enough) throws Exception {
    try (BufferedReader lines = process.inputReader(StandardCharsets.US_ASCII)) {
      long last = 0;
      boolean killed = false;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        last = Long.parseLong(line);
        if (last >= enough && !killed) {
          // Unlike Process.destroyForcibly, this leaves the output to be read.
          killed = process.toHandle().destroyForcibly();
        }
      }
      return last;
    } finally {
      process.toHandle().destroyForcibly();
    }
  }

  private Process start(String fileSizeLimit) throws Exception {
    return new ProcessBuilder(
            "sh",
            "-c",
            "ulimit -f " + fileSizeLimit + " && exec \"$@\"",
            "sh",
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            AppendLoop.class.getName(),
            database().toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private Path database() {
    return directory.resolve("gochat.db");
  }

  /// Appends until it is killed, printing each seq that was stored.
  static final class AppendLoop {
    private AppendLoop() {}

    public static void main(String[] args) {
      @SuppressWarnings("resource") // open until the process is killed
      Journal journal =
          SqliteStore.open(
                  Path.of(args[0]), Durability.SYNC, _ -> Runtime.getRuntime().halt(STOPPED))
              .journal();
      for (long head = journal.head(RoomId.LOBBY); ; head += 3) {
        SqliteJournalTest.append(journal, head, "a", "b", "c".repeat(2_000));
        System.out.println(head + 3);
      }
    }
  }
}
