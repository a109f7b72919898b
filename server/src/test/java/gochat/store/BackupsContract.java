package gochat.store;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gochat.account.StoredToken;
import gochat.account.TokenHash;
import gochat.account.TokenInfo;
import gochat.account.User;
import gochat.account.UserKind;
import gochat.account.UserName;
import gochat.backup.LaterChange;
import gochat.backup.LaterChanges;
import gochat.journal.Journal.AppendResult;
import gochat.journal.Journal.Batch;
import gochat.journal.ReadMarkers.Unread;
import gochat.room.LogEntry;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.store.Backups.Mirror;
import gochat.store.Backups.Progress;
import gochat.verify.Verifier;
import gochat.verify.Verifier.Extent;
import gochat.verify.Verifier.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The contract of [Backups].
abstract class BackupsContract extends StoreContract.PortContract {
  private static final Progress FAST = _ -> {};

  /// Enough that a copy is written in several parts.
  private static final String LONG_TEXT = "x".repeat(60_000);

  private final DurableStoreContract backend;

  @TempDir private Path copy;

  BackupsContract(DurableStoreContract backend) {
    super(backend);
    this.backend = backend;
  }

  private Backups backups() {
    return requireNonNull(store().backups());
  }

  @Test
  void aCopyHasAllThatWasRecordedBefore() throws IOException {
    User alice = new User(UUID.randomUUID(), UserName.stored("Alice"), UserKind.ACCOUNT);
    StoredToken token =
        new StoredToken(
            alice.id(),
            new TokenHash(new byte[32]),
            new TokenInfo(UUID.randomUUID(), "", "", 1, 1, 9));
    store().accounts().addAccount(alice, "$hash", token);
    long seq = append(ROOM, post(ALICE, "one"), post(BOB, "two"));
    store().markers().advance(alice.id(), ROOM, seq);

    backups().copyTo(copy, FAST);

    try (Store copied = backend.openCopy(copy)) {
      assertThat(log(copied, ROOM)).isEqualTo(readAll(ROOM)).hasSize(2);
      assertThat(copied.accounts().find(alice.id())).contains(alice);
      assertThat(copied.markers().unread(alice.id(), List.of(ROOM)).get(ROOM))
          .extracting(Unread::readSeq)
          .isEqualTo(seq);
    }
  }

  @Test
  void aCopyIsVerifiedWithoutAnyChange() throws IOException {
    append(ROOM, post(ALICE, "one"), post(BOB, "two"));
    backups().copyTo(copy, FAST);
    Map<Path, byte[]> before = files();

    List<Defect> defects = new ArrayList<>();
    Extent extent;
    try (Store copied = backend.openToVerify(copy)) {
      extent = new Verifier(copied, Mode.UNUSED, defects::add).run();
    }

    assertThat(defects).isEmpty();
    // With `lobby` and `audit`, which are always there.
    assertThat(extent).isEqualTo(new Extent(true, 3, 2));
    assertThat(files()).containsExactlyEntriesOf(before);
  }

  private Map<Path, byte[]> files() throws IOException {
    Map<Path, byte[]> files = new TreeMap<>();
    try (Stream<Path> all = Files.list(copy)) {
      for (Path file : all.toList()) {
        files.put(file, Files.readAllBytes(file));
      }
    }
    return files;
  }

  @Test
  void theStoreTellsWhatItsCopyLacksOfBansAndDeletions() throws IOException {
    long message = append(ROOM, post(ALICE, "one"));
    backups().copyTo(copy, FAST);
    append(
        ROOM,
        new RoomEvent.Deleted(ALICE, 5_000, message),
        new RoomEvent.Banned(ALICE, 6_000, BOB.person(), null));
    Map<Path, byte[]> before = files();

    List<LaterChange> found = new ArrayList<>();
    try (Store copied = backend.openToVerify(copy)) {
      new LaterChanges(copied, store(), found::add).find();
    }

    assertThat(found)
        .hasSize(2)
        .hasAtLeastOneElementOfType(LaterChange.MessageDeleted.class)
        .hasAtLeastOneElementOfType(LaterChange.MemberChanged.class);
    assertThat(files()).containsExactlyEntriesOf(before);
  }

  @Test
  void aDirectoryWithoutDataIsNotVerifiedAndStaysEmpty() {
    assertThatThrownBy(() -> backend.openToVerify(copy)).isInstanceOf(StoreException.class);
    assertThat(copy).isEmptyDirectory();
  }

  @Test
  void aCopyHasAGreaterEpochAndOnlyOnce() throws IOException {
    append(ROOM, post(ALICE, "one"));
    long epoch = journal().epoch();

    backups().copyTo(copy, FAST);

    for (int run = 0; run < 2; run++) {
      try (Store copied = backend.openCopy(copy)) {
        assertThat(copied.journal().epoch()).isEqualTo(epoch + 1);
      }
    }
    assertThat(journal().epoch()).isEqualTo(epoch);
  }

  @Test
  void aCopyIsOneStateWhateverIsRecordedMeanwhile() throws IOException {
    appendToBoth(LONG_TEXT);
    for (int i = 0; i < 100; i++) {
      appendToBoth(LONG_TEXT);
    }
    long before = journal().head(ROOM);

    backups().copyTo(copy, _ -> appendToBoth("meanwhile"));

    try (Store copied = backend.openCopy(copy)) {
      List<LogEntry> log = log(copied, ROOM);
      assertThat(log).hasSizeGreaterThanOrEqualTo((int) before);
      assertThat(readAll(ROOM)).startsWith(log.toArray(LogEntry[]::new));
      assertThat(copied.journal().head(OTHER)).isEqualTo(log.size());
    }
  }

  @Test
  void aCopyHasNoTextThatWasErasedBeforeItWasDone() throws IOException {
    long message = append(ROOM, post(ALICE, "a secret"));
    for (int i = 0; i < 100; i++) {
      append(ROOM, post(ALICE, LONG_TEXT));
    }
    boolean[] isErased = {false};

    backups()
        .copyTo(
            copy,
            _ -> {
              if (!isErased[0]) {
                isErased[0] = true;
                append(ROOM, delete(ALICE, message));
              }
            });

    try (Store copied = backend.openCopy(copy)) {
      assertThat(log(copied, ROOM)).isEqualTo(readAll(ROOM));
      assertThat(log(copied, ROOM).getFirst().event()).isInstanceOf(RoomEvent.Redacted.class);
    }
  }

  @Test
  void aCopyThatIsEndedLeavesTheStoreAsItIs() throws IOException {
    append(ROOM, post(ALICE, "one"));

    assertThatThrownBy(() -> backups().copyTo(copy, BackupsContract::end))
        .isInstanceOf(CancellationException.class);

    append(ROOM, post(ALICE, "two"));
    reopen();
    assertThat(readAll(ROOM)).hasSize(2);
  }

  @Test
  void aMirrorHasWhatWasRecordedBeforeItsLastRenewal(@TempDir Path directory) throws IOException {
    append(ROOM, post(ALICE, "one"));
    try (Mirror mirror = backups().mirrorTo(directory, FAST)) {
      append(ROOM, post(ALICE, "two"));
      mirror.renew(FAST);
      for (int i = 0; i < 50; i++) {
        append(ROOM, post(ALICE, LONG_TEXT));
      }
      append(ROOM, delete(ALICE, 1));
      mirror.renew(FAST);
      mirror.renew(FAST);
    }
    List<LogEntry> log = readAll(ROOM);
    append(ROOM, post(ALICE, "too late"));

    backend.copyMirror(directory, copy);

    try (Store copied = backend.openCopy(copy)) {
      assertThat(log(copied, ROOM)).isEqualTo(log);
      assertThat(copied.journal().epoch()).isGreaterThan(journal().epoch());
    }
  }

  @Test
  void aMirrorStaysAsItIsWhenItsRenewalFails(@TempDir Path directory) throws IOException {
    append(ROOM, post(ALICE, "one"));
    try (Mirror mirror = backups().mirrorTo(directory, FAST)) {
      append(ROOM, post(ALICE, "two"));
      assertThatThrownBy(() -> mirror.renew(BackupsContract::end))
          .isInstanceOf(CancellationException.class);
    }

    backend.copyMirror(directory, copy);

    try (Store copied = backend.openCopy(copy)) {
      assertThat(log(copied, ROOM)).hasSize(1);
    }
  }

  @Test
  void aNewMirrorReplacesTheOneThatIsThere(@TempDir Path directory) throws IOException {
    append(ROOM, post(ALICE, "one"));
    backups().mirrorTo(directory, FAST).close();
    append(ROOM, post(ALICE, "two"));

    backups().mirrorTo(directory, FAST).close();

    backend.copyMirror(directory, copy);
    try (Store copied = backend.openCopy(copy)) {
      assertThat(log(copied, ROOM)).hasSize(2);
    }
  }

  @Test
  void aMirrorIsRenewedByOneServerAndNotCopiedMeanwhile(@TempDir Path directory)
      throws IOException {
    try (Mirror _ = backups().mirrorTo(directory, FAST)) {
      assertThatThrownBy(() -> backups().mirrorTo(directory, FAST))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(directory.toString());
      assertThatThrownBy(() -> backend.copyMirror(directory, copy)).isInstanceOf(IOException.class);
    }
  }

  private static void end(int bytes) {
    throw new CancellationException();
  }

  private void appendToBoth(String text) {
    List<Batch> batches =
        List.of(
            new Batch(ROOM, journal().head(ROOM), List.of(post(ALICE, text))),
            new Batch(OTHER, journal().head(OTHER), List.of(post(ALICE, text))));
    assertThat(journal().append(batches)).isEqualTo(new AppendResult.Stored());
  }

  private static List<LogEntry> log(Store store, RoomId room) {
    return store.journal().read(room, 0, NO_LIMIT, NO_LIMIT);
  }
}
