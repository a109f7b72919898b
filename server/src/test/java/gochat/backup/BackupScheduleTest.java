package gochat.backup;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gochat.server.Stores;
import gochat.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupScheduleTest {
  private static final Instant NOW = Instant.parse("2026-11-29T10:45:00Z");
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @TempDir private Path data;
  @TempDir private Path target;

  @SuppressWarnings("NullAway.Init") // set before each test
  private Store store;

  @BeforeEach
  void open() {
    store = Stores.data().open(data);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private BackupSchedule start(Duration every) {
    InstantSource clock = InstantSource.fixed(NOW);
    BackupMaker maker =
        new BackupMaker(requireNonNull(store.backups()), List.of(), Stores.data(), clock);
    ServerBackups backups =
        new ServerBackups(
            maker, new Mirroring(requireNonNull(store.backups()), List.of()), Integer.MAX_VALUE);
    BackupTarget two = BackupTarget.of(target, BackupFormat.DIRECTORY, 2);
    return BackupSchedule.start(backups, two, every, clock);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(target)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void theFirstBackupIsMadeAtOnceAndOlderOnesGo() throws Exception {
    Files.createDirectory(target.resolve("gochat-20261126T104500Z"));
    Files.createDirectory(target.resolve("gochat-20261127T104500Z"));

    try (BackupSchedule _ = start(Duration.ofDays(1))) {
      await()
          .atMost(PATIENCE)
          .until(
              () -> names().equals(List.of("gochat-20261127T104500Z", "gochat-20261129T104500Z")));
    }
  }

  @Test
  void aRestartMakesNoFurtherBackupBeforeTheNextIsDue() throws Exception {
    Files.createDirectory(target.resolve("gochat-20261129T000000Z"));

    start(Duration.ofDays(1)).close();

    assertThat(names()).containsExactly("gochat-20261129T000000Z");
  }

  @Test
  void backupsFollowOneAnother() throws Exception {
    List<String> firstTwo = List.of("gochat-20261129T104500Z", "gochat-20261129T104500Z-2");
    try (BackupSchedule _ = start(Duration.ofMillis(1))) {
      await().atMost(PATIENCE).until(() -> !firstTwo.containsAll(names()));
    }
  }

  @Test
  void aBackupThatFailedIsTriedAgain() throws Exception {
    Path blocked = target.resolve("gochat-20261129T104500Z.partial");
    Files.delete(target);
    Files.createFile(target);

    try (BackupSchedule _ = start(Duration.ofMillis(1))) {
      Files.delete(target);
      await().atMost(PATIENCE).until(() -> Files.isDirectory(target) && !names().isEmpty());
    }
    assertThat(blocked).doesNotExist();
  }
}
