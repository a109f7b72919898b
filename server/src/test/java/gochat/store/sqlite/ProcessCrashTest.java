package gochat.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import gochat.JavaProgram;
import gochat.journal.Journal;
import gochat.room.RoomId;
import gochat.store.Durability;
import gochat.store.Store;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.ProgressHandler;

/// A process that appends or upgrades ends at any moment: by a kill, or by a disk that refuses its
/// writes.
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

  @Test
  @Timeout(60)
  void anUpgradeKilledAtAnyMomentIsTakenByTheNextStart() throws Exception {
    String moments = onlyLine(upgrade(UpgradeTest.firstVersion(database()), Long.MAX_VALUE));
    for (int i = 1; i <= ROUNDS; i++) {
      Path file = UpgradeTest.firstVersion(directory.resolve("killed" + i + ".db"));
      Process process = upgrade(file, Long.parseLong(moments) * i / (ROUNDS + 1));
      assertThat(onlyLine(process)).isEqualTo(UpgradeUntil.REACHED);
      assertThat(process.toHandle().destroyForcibly()).isTrue();
      assertThat(process.waitFor()).isEqualTo(128 + 9);

      try (Store store = SqliteStore.open(file, Durability.SYNC, _ -> {})) {
        assertThat(UpgradeTest.events(store.journal())).isEqualTo(UpgradeTest.EVENTS);
      }
    }
  }

  private static String onlyLine(Process process) throws IOException {
    return process.inputReader(StandardCharsets.US_ASCII).readLine();
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

  private Process start(String fileSizeLimit) throws IOException {
    return start(fileSizeLimit, AppendLoop.class, database().toString());
  }

  private static Process upgrade(Path file, long moment) throws IOException {
    return start(UNLIMITED, UpgradeUntil.class, file.toString(), String.valueOf(moment));
  }

  private static Process start(String fileSizeLimit, Class<?> program, String... arguments)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of("sh", "-c", "ulimit -f " + fileSizeLimit + " && exec \"$@\"", "sh"));
    command.addAll(JavaProgram.command(program, arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
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

  /// Upgrades a file until a moment, which it prints, and then waits to be killed. It keeps so few
  /// pages in memory that some are in the file before their step is committed.
  static final class UpgradeUntil {
    static final String REACHED = "reached";
    private static final int INSTRUCTIONS_PER_MOMENT = 20;

    private UpgradeUntil() {}

    /// Prints the number of moments when it has ended.
    ///
    /// @param args the file, and the moment
    public static void main(String[] args) throws SQLException {
      long last = Long.parseLong(args[1]);
      AtomicLong moments = new AtomicLong();
      try (Connection connection = UpgradeTest.connect(Path.of(args[0]));
          Statement statement = connection.createStatement()) {
        statement.execute("PRAGMA cache_size = 5");
        ProgressHandler.setHandler(
            connection,
            INSTRUCTIONS_PER_MOMENT,
            new ProgressHandler() {
              @Override
              protected int progress() {
                if (moments.incrementAndGet() == last) {
                  System.out.println(REACHED);
                  LockSupport.park();
                }
                return 0;
              }
            });
        Schema.upgrade(connection, Schema.STEPS, args[0]);
      }
      System.out.println(moments);
    }
  }
}
