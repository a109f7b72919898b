package gochat.backup;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gochat.account.Invitation;
import gochat.account.Invitation.Terms;
import gochat.account.OpenCodes;
import gochat.account.PasswordReset;
import gochat.account.StoredToken;
import gochat.account.TokenHash;
import gochat.account.TokenInfo;
import gochat.account.User;
import gochat.account.UserKind;
import gochat.account.UserName;
import gochat.backup.Restore.Restored;
import gochat.backup.Restore.Sessions;
import gochat.room.AuditAction;
import gochat.room.AuditDetail;
import gochat.room.AuditEntry;
import gochat.room.LogEntry;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.server.Stores;
import gochat.store.Backups.Progress;
import gochat.store.DataDirectory;
import gochat.store.Store;
import gochat.store.StoreException;
import gochat.store.TestRooms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RestoreTest {
  private static final Progress FAST = _ -> {};
  private static final User ALICE =
      new User(UUID.randomUUID(), UserName.stored("Alice"), UserKind.ACCOUNT);
  private static final StoredToken TOKEN =
      new StoredToken(
          ALICE.id(),
          new TokenHash(new byte[32]),
          new TokenInfo(UUID.randomUUID(), "", "", 1, 1, Long.MAX_VALUE));

  @TempDir private Path directory;
  private final Restore restore = new Restore(Stores.data());
  private Path data;
  private Path target;

  @BeforeEach
  void name() throws IOException {
    data = Files.createDirectory(directory.resolve("data"));
    target = directory.resolve("restored");
    Files.writeString(data.resolve("tls-key.pem"), "a key");
  }

  private Path backup(BackupFormat format) throws IOException {
    try (Store store = Stores.data().open(data)) {
      if (store.journal().head(RoomId.LOBBY) == 0) {
        store.accounts().addAccount(ALICE, "$hash", TOKEN);
        Terms terms = new Terms(UserKind.ACCOUNT, 1, List.of(), "");
        Invitation open = new Invitation(UUID.randomUUID(), terms, 0, 1, Long.MAX_VALUE);
        store.invitations().add(open, "hash");
        store.accounts().setReset(ALICE.id(), new PasswordReset("reset", Long.MAX_VALUE));
      }
      TestRooms.post(store, RoomId.LOBBY, "one");
      BackupMaker maker =
          new BackupMaker(
              requireNonNull(store.backups()),
              List.of(data.resolve("tls-key.pem")),
              Stores.data(),
              InstantSource.system());
      Path backup =
          maker.make(BackupTarget.of(directory.resolve("backups"), format, 0), FAST).path();
      TestRooms.post(store, RoomId.LOBBY, "after the backup");
      return backup;
    }
  }

  private Store open() {
    return Stores.data().open(target);
  }

  @ParameterizedTest
  @EnumSource
  void aBackupComesBackWithAnotherEpochAndItsFiles(BackupFormat format) throws IOException {
    Path backup = backup(format);

    assertThat(restore.restore(backup, target, Sessions.END, FAST).epoch()).isEqualTo(2);

    assertThat(target.resolve("tls-key.pem")).hasContent("a key");
    assertThat(target.resolve("restore.partial")).doesNotExist();
    try (Store store = open()) {
      assertThat(store.journal().epoch()).isEqualTo(2);
      assertThat(TestRooms.texts(store, RoomId.LOBBY)).containsExactly("one");
    }
  }

  @Test
  void theAuditLogSaysWhichBackupWasRestored() throws IOException {
    Path backup = backup(BackupFormat.ZIP);

    restore.restore(backup, target, Sessions.END, FAST);

    try (Store store = open()) {
      List<LogEntry> log = store.journal().read(RoomId.AUDIT, 0, 10, Integer.MAX_VALUE);
      assertThat(log).hasSize(1);
      assertThat(((RoomEvent.Audited) log.getFirst().event()).entry())
          .isEqualTo(
              new AuditEntry(
                  AuditEntry.Actor.OPERATOR,
                  AuditAction.DATA_RESTORED,
                  null,
                  Map.of(AuditDetail.BACKUP, backup.getFileName().toString())));
    }
  }

  @Test
  void theSameBackupCanBeRestoredAgain() throws IOException {
    Path backup = backup(BackupFormat.DIRECTORY);

    restore.restore(backup, target, Sessions.END, FAST);
    restore.restore(backup, directory.resolve("another"), Sessions.END, FAST);

    try (BackupFiles files = BackupFiles.open(backup)) {
      files.check(FAST);
    }
  }

  @ParameterizedTest
  @EnumSource
  void sessionsEndOrAreKept(Sessions sessions) throws IOException {
    restore.restore(backup(BackupFormat.ZIP), target, sessions, FAST);

    try (Store store = open()) {
      assertThat(store.accounts().bearer(TOKEN.info().id()).isPresent())
          .isEqualTo(sessions == Sessions.KEEP);
      assertThat(store.accounts().credentials(ALICE.name())).isPresent();
    }
  }

  @ParameterizedTest
  @EnumSource
  void invitationsAndCodesForPasswordsEndAndAreCounted(Sessions sessions) throws IOException {
    Path backup = backup(BackupFormat.DIRECTORY);

    Restored restored = restore.restore(backup, target, sessions, FAST);
    assertThat(restored.codes()).isEqualTo(new OpenCodes(1, 1));

    try (Store store = open()) {
      assertThat(store.invitations().all()).isEmpty();
      assertThat(store.accounts().resetting("reset", 0)).isEmpty();
    }
  }

  @Test
  void aMirrorComesBackAsItsLastRenewalLeftIt() throws Exception {
    Path mirror = directory.resolve("mirror");
    try (Store store = Stores.data().open(data)) {
      TestRooms.post(store, RoomId.LOBBY, "one");
      Mirroring mirroring =
          new Mirroring(requireNonNull(store.backups()), List.of(data.resolve("tls-key.pem")));
      int[] renewals = {0};
      assertThatThrownBy(() ->
              mirroring.follow(
                  mirror,
                  FAST,
                  _ -> {},
                  () -> {
                    if (renewals[0]++ == 1) {
                      throw new CancellationException();
                    }
                    TestRooms.post(store, RoomId.LOBBY, "two");
                  }))
          .isInstanceOf(CancellationException.class);
    }

    assertThat(restore.restore(mirror, target, Sessions.END, FAST).epoch()).isEqualTo(2);

    assertThat(target.resolve("tls-key.pem")).hasContent("a key");
    try (Store store = open()) {
      assertThat(TestRooms.texts(store, RoomId.LOBBY)).containsExactly("one", "two");
    }
  }

  @Test
  void aDirectoryWithFilesIsRefused() throws IOException {
    Path backup = backup(BackupFormat.ZIP);

    assertThatThrownBy(() -> restore.restore(backup, data, Sessions.END, FAST))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("is not empty");

    Files.createDirectories(target.resolve("lost+found"));
    restore.restore(backup, target, Sessions.END, FAST);
  }

  @ParameterizedTest
  @EnumSource
  void aBackupWithAFlippedBitIsRefusedAndLeavesNothing(BackupFormat format) throws IOException {
    Path backup = backup(format);
    Path file = Files.isDirectory(backup) ? backup.resolve("gochat.db") : backup;
    byte[] content = Files.readAllBytes(file);
    content[content.length / 2] ^= 1;
    Files.write(file, content);

    assertThatThrownBy(() -> restore.restore(backup, target, Sessions.END, FAST))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(backup.toString());

    assertThat(names(target)).containsExactly("lock");
  }

  @Test
  void aBackupThatLacksAFileIsRefused() throws IOException {
    Path backup = backup(BackupFormat.DIRECTORY);
    Files.delete(backup.resolve("tls-key.pem"));

    assertThatThrownBy(() -> restore.restore(backup, target, Sessions.END, FAST))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("tls-key.pem");

    Files.delete(backup.resolve(BackupFiles.SUMS));
    assertThatThrownBy(() -> restore.restore(backup, target, Sessions.END, FAST))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("it is no backup or not a whole one");
  }

  @Test
  void aBackupNeverWritesOutsideOfTheDirectory() throws IOException {
    Path backup = backup(BackupFormat.DIRECTORY);
    Files.writeString(backup.resolve(BackupFiles.SUMS), "0".repeat(64) + "  ../evil\n");

    assertThatThrownBy(() -> restore.restore(backup, target, Sessions.END, FAST))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("SHA256SUMS is damaged");
  }

  @Test
  void noServerStartsOnARestoreThatWasInterrupted() throws IOException {
    Files.createDirectories(target.resolve("restore.partial"));

    assertThatThrownBy(() -> DataDirectory.open(target))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("a restore or transfer was interrupted");
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
