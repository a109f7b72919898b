package gochat.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gochat.backup.BackupMaker.Backup;
import gochat.room.RoomId;
import gochat.server.Stores;
import gochat.store.Backups.Progress;
import gochat.store.FlippedBit;
import gochat.store.Store;
import gochat.store.TestRooms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BackupMakerTest {
  private static final Progress FAST = _ -> {};
  private static final Instant NOW = Instant.parse("2026-11-29T10:45:00Z");

  private static final String TEXT = "a text to be damaged";

  @TempDir private Path data;
  @TempDir private Path target;

  @SuppressWarnings("NullAway.Init") // set before each test
  private Store store;

  @SuppressWarnings("NullAway.Init") // set before each test
  private BackupMaker maker;

  @BeforeEach
  void open() throws IOException {
    store = Stores.data().open(data);
    Files.writeString(data.resolve("tls-key.pem"), "a key");
    maker =
        new BackupMaker(
            requireNonNull(store.backups()),
            List.of(data.resolve("tls-key.pem"), data.resolve("missing.pem")),
            Stores.data(),
            InstantSource.fixed(NOW));
    TestRooms.post(store, RoomId.LOBBY, TEXT);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private Backup make(BackupFormat format, int keep) throws IOException {
    return maker.make(BackupTarget.of(target, format, keep), FAST);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(target)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aBackupHasTheTimeAsItsNameAndAllFilesWithTheirSums(BackupFormat format) throws IOException {
    Backup backup = make(format, 0);

    assertThat(names()).containsExactly("gochat-20261129T104500Z" + format.suffix());
    assertThat(backup.path()).isEqualTo(target.resolve(names().getFirst()));
    assertThat(backup.bytes()).isPositive();
    try (BackupFiles files = BackupFiles.open(backup.path())) {
      assertThat(files.sums()).containsOnlyKeys("gochat.db", "tls-key.pem");
      files.check(FAST);
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void usualToolsCheckTheSumsAndOnlyTheOwnerReadsTheFiles() throws Exception {
    Path backup = make(BackupFormat.DIRECTORY, 0).path();

    Process check =
        new ProcessBuilder("sha256sum", "--check", "--strict", "SHA256SUMS")
            .directory(backup.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(check.getInputStream().readAllBytes(), UTF_8);
    assertThat(check.waitFor()).as(output).isZero();
    try (Stream<Path> files = Files.list(backup)) {
      assertThat(files)
          .isNotEmpty()
          .allSatisfy(file ->
              assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                  .isEqualTo("rw-------"));
    }
  }

  @Test
  void aZipFileCanHaveAnyName() throws IOException {
    Path named = target.resolve("before-upgrade.zip");
    BackupTarget wanted = BackupTarget.of(named, BackupFormat.DIRECTORY, 1);

    assertThat(maker.make(wanted, FAST).path()).isEqualTo(named);

    assertThat(names()).containsExactly("before-upgrade.zip");
    assertThatThrownBy(() -> maker.make(wanted, FAST))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("exists");
  }

  @Test
  void onlyTheNewestBackupsStay() throws IOException {
    for (int i = 0; i < 4; i++) {
      make(i % 2 == 0 ? BackupFormat.ZIP : BackupFormat.DIRECTORY, 2);
    }

    assertThat(names())
        .containsExactly("gochat-20261129T104500Z-3.zip", "gochat-20261129T104500Z-4");
  }

  @Test
  void otherFilesInTheDirectoryStay() throws IOException {
    Files.createDirectory(target.resolve("gochat-by-hand"));
    Files.createFile(target.resolve("gochat.db"));

    make(BackupFormat.ZIP, 1);
    make(BackupFormat.ZIP, 1);

    assertThat(names())
        .containsExactly("gochat-20261129T104500Z-2.zip", "gochat-by-hand", "gochat.db");
  }

  @ParameterizedTest
  @EnumSource
  void aCopyOfDamagedDataIsRemovedAndTheOldBackupsStay(BackupFormat format) throws IOException {
    make(format, 1);
    List<String> before = names();
    store.close();
    FlippedBit.in(data.resolve("gochat.db"), TEXT);
    open();

    assertThatThrownBy(() -> make(format, 1))
        .isInstanceOf(IOException.class)
        .hasMessage("the copy is not sound: Event 1 of room lobby is damaged.");

    assertThat(names()).isEqualTo(before);
  }

  @Test
  void theFirstFiveDefectsOfACopyAreNamedAndTheOthersCounted() throws IOException {
    List<String> texts = IntStream.range(0, 6).mapToObj(i -> "a text with defect " + i).toList();
    texts.forEach(text -> TestRooms.post(store, RoomId.LOBBY, text));
    store.close();
    for (String text : texts) {
      FlippedBit.in(data.resolve("gochat.db"), text);
    }
    open();

    assertThatThrownBy(() -> make(BackupFormat.DIRECTORY, 1))
        .hasMessageContaining("Event 6 of room lobby is damaged. Further defects: 1.");
  }

  @ParameterizedTest
  @EnumSource
  void aBackupThatIsEndedLeavesNothing(BackupFormat format) throws IOException {
    int[] calls = {0};
    Progress progress =
        _ -> {
          if (calls[0]-- == 0) {
            throw new CancellationException();
          }
        };
    // Until the calls last to the end.
    boolean isDone = false;
    for (int last = 0; !isDone; last++) {
      calls[0] = last;
      try {
        maker.make(BackupTarget.of(target, format, 0), progress);
        isDone = true;
      } catch (CancellationException _) {
        assertThat(names()).isEmpty();
      }
    }
    assertThat(names()).hasSize(1);
  }

  @Test
  void theRemainsOfAKilledBackupAreNoBackupAndGoWithTheNextOne() throws IOException {
    Path remains = Files.createDirectory(target.resolve("gochat-20261128T000000Z.partial"));
    Files.createFile(remains.resolve("gochat.db"));

    assertThatThrownBy(
            () -> {
              try (BackupFiles files = BackupFiles.open(remains)) {
                files.check(FAST);
              }
            })
        .isInstanceOf(IOException.class)
        .hasMessageContaining("SHA256SUMS");
    make(BackupFormat.ZIP, 0);

    assertThat(names()).containsExactly("gochat-20261129T104500Z.zip");
  }

  @Test
  void oneBackupIsMadeAtATime() throws IOException {
    List<Throwable> refused = new ArrayList<>();
    Progress another =
        _ -> {
          Thread thread =
              Thread.ofPlatform()
                  .start(() -> {
                    try {
                      make(BackupFormat.DIRECTORY, 0);
                    } catch (IOException e) {
                      refused.add(e);
                    }
                  });
          try {
            thread.join();
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
        };

    maker.make(BackupTarget.of(target, BackupFormat.DIRECTORY, 0), another);

    assertThat(refused)
        .isNotEmpty()
        .allSatisfy(e -> assertThat(e).hasMessage("another backup is being made"));
    assertThat(names()).hasSize(1);
  }

  @Test
  void aDiskThatIsNotMountedIsNotMissed() {
    BackupTarget unmounted =
        BackupTarget.of(target.resolve("disk/backups"), BackupFormat.DIRECTORY, 0);

    assertThatThrownBy(() -> maker.make(unmounted, FAST)).isInstanceOf(IOException.class);
    assertThat(target.resolve("disk")).doesNotExist();
  }
}
