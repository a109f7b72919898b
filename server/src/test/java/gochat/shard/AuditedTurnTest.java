package gochat.shard;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.SilentServer;
import gochat.journal.JournalException;
import gochat.journal.TestJournal;
import gochat.room.AuditAction;
import gochat.room.AuditEntry;
import gochat.room.Author;
import gochat.room.Command;
import gochat.room.LogEntry;
import gochat.room.Rejection;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.room.RoomKind;
import gochat.room.RoomName;
import gochat.room.RoomSnapshot;
import gochat.room.Standing;
import gochat.room.TestPolicy;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Acts of moderators and their entries in the audit log: both are recorded, or none.
@ExtendWith(SilentServer.class)
class AuditedTurnTest {
  private static final Author OWNER = author("Olga");
  private static final Author MEMBER = author("Max");
  private static final Author OTHER = author("Mia");
  private static final RoomId TEA = new RoomId("tea");
  private static final RoomId COFFEE = new RoomId("coffee");

  private final SharedJournal journal = new SharedJournal();
  private final Shard shard = shard();
  private final Shard elsewhere = shard();
  private final List<Outcome> outcomes = new ArrayList<>();

  private static Author author(String name) {
    return new Author(UUID.randomUUID(), UUID.randomUUID(), name, Standing.ACCOUNT);
  }

  private Shard shard() {
    return new Shard(
        journal, new ShardConfig(100, TestPolicy.of(1_000)), InstantSource.system(), _ -> {});
  }

  @BeforeEach
  void makeRooms() {
    for (RoomId room : List.of(TEA, COFFEE)) {
      RoomName name = new RoomName(room.value(), room.value());
      submit(shard, room, new Command.Create(OWNER, RoomKind.PRIVATE, name, ""));
      submit(shard, room, new Command.Invite(OWNER, MEMBER.person()));
      submit(shard, room, new Command.Invite(OWNER, OTHER.person()));
    }
    run(shard);
    outcomes.clear();
    journal.appended.clear();
  }

  private void submit(Shard to, RoomId room, Command command) {
    to.submit(room, command, new Submitter(outcomes::add, () -> {}));
  }

  private static void run(Shard shard) {
    boolean isBusy = true;
    while (isBusy) {
      isBusy = shard.turn();
    }
  }

  private static Command kick(Author member) {
    return new Command.Kick(OWNER, member.person());
  }

  private static Command entry() {
    return new Command.Audit(
        Author.NONE,
        new AuditEntry(
            AuditEntry.Actor.OPERATOR, AuditAction.ACCOUNT_ADDED, MEMBER.person(), Map.of()));
  }

  /// The actions of the audit log.
  private List<AuditAction> actions() {
    return journal.read(RoomId.AUDIT, 0, 100, Integer.MAX_VALUE).stream()
        .map(LogEntry::event)
        .map(event -> ((RoomEvent.Audited) event).entry().action())
        .toList();
  }

  @Test
  void anActAndItsEntryAreInOneAppend() {
    submit(shard, TEA, kick(MEMBER));
    run(shard);

    assertThat(outcomes).containsExactly(new Outcome.Stored(4));
    assertThat(actions()).containsExactly(AuditAction.MEMBER_KICKED);
    assertThat(journal.appended).containsExactly(Set.of(TEA, RoomId.AUDIT));
  }

  @Test
  void theEntriesOfATurnAreBehindThoseThatItWasAskedFor() {
    submit(shard, COFFEE, new Command.Mute(OWNER, OTHER.person()));
    submit(shard, RoomId.AUDIT, entry());
    submit(shard, TEA, kick(MEMBER));
    run(shard);

    assertThat(actions())
        .containsExactly(
            AuditAction.ACCOUNT_ADDED, AuditAction.MEMBER_MUTED, AuditAction.MEMBER_KICKED);
    assertThat(journal.appended).containsExactly(Set.of(TEA, COFFEE, RoomId.AUDIT));
  }

  @Test
  void aPlainTurnDoesNotTouchTheAuditLog() {
    submit(shard, TEA, new Command.Post(MEMBER, null, "hi"));
    run(shard);

    assertThat(journal.appended).containsExactly(Set.of(TEA));
    assertThat(journal.loaded).doesNotContain(RoomId.AUDIT);
  }

  @Test
  void aRefusedActHasNoEntry() {
    submit(shard, TEA, new Command.Kick(MEMBER, OWNER.person()));
    run(shard);

    assertThat(outcomes).containsExactly(new Outcome.Rejected(Rejection.NOT_ALLOWED));
    assertThat(actions()).isEmpty();
  }

  @Test
  void aFullDiskRefusesBoth() {
    journal.isFull = true;
    submit(shard, TEA, kick(MEMBER));
    run(shard);
    journal.isFull = false;

    assertThat(outcomes).containsExactly(new Outcome.Rejected(Rejection.DISK_FULL));
    assertThat(journal.head(TEA)).isEqualTo(3);
    assertThat(actions()).isEmpty();
  }

  @Test
  void aDamagedAuditLogRefusesTheActAndNothingElse() {
    journal.isAuditDamaged = true;
    submit(shard, TEA, kick(MEMBER));
    submit(shard, TEA, new Command.Post(OTHER, null, "hi"));
    run(shard);

    assertThat(outcomes)
        .containsExactlyInAnyOrder(
            new Outcome.Rejected(Rejection.DATA_DAMAGED), new Outcome.Stored(4));
    assertThat(TestJournal.load(journal, TEA).members()).hasSize(3);
  }

  @Test
  void anEntryOfAnotherServerMovesTheEntryAndNotTheAct() {
    submit(shard, TEA, kick(MEMBER));
    run(shard);
    submit(elsewhere, RoomId.AUDIT, entry());
    run(elsewhere);
    submit(shard, TEA, kick(OTHER));
    run(shard);

    assertThat(outcomes)
        .containsExactly(new Outcome.Stored(4), new Outcome.Stored(1 + 1), new Outcome.Stored(5));
    assertThat(actions())
        .containsExactly(
            AuditAction.MEMBER_KICKED, AuditAction.ACCOUNT_ADDED, AuditAction.MEMBER_KICKED);
  }

  @Test
  void anActThatAnotherServerDidBeforeHasOneEntry() {
    submit(shard, TEA, new Command.Ban(OWNER, MEMBER.person()));
    run(shard);
    submit(elsewhere, TEA, new Command.Unban(OWNER, MEMBER.person()));
    run(elsewhere);
    submit(shard, TEA, new Command.Unban(OWNER, MEMBER.person()));
    submit(shard, COFFEE, kick(OTHER));
    run(shard);

    assertThat(outcomes)
        .containsExactlyInAnyOrder(
            new Outcome.Stored(4),
            new Outcome.Stored(5),
            new Outcome.Unchanged(),
            new Outcome.Stored(4));
    assertThat(actions())
        .containsExactly(
            AuditAction.MEMBER_BANNED, AuditAction.MEMBER_UNBANNED, AuditAction.MEMBER_KICKED);
  }

  /// The first decision refuses the act, so the audit log has no part in it; the second one does.
  @Test
  void anActThatBecomesPossibleElsewhereHasItsEntry() {
    submit(shard, TEA, kick(MEMBER));
    run(shard);
    submit(elsewhere, TEA, new Command.Invite(OWNER, MEMBER.person()));
    run(elsewhere);
    submit(shard, TEA, kick(MEMBER));
    submit(shard, TEA, new Command.Post(OTHER, null, "hi"));
    submit(shard, RoomId.AUDIT, entry());
    run(shard);

    assertThat(outcomes)
        .containsExactlyInAnyOrder(
            new Outcome.Stored(4),
            new Outcome.Stored(5),
            new Outcome.Stored(6),
            new Outcome.Stored(7),
            new Outcome.Stored(2));
    assertThat(actions())
        .containsExactly(
            AuditAction.MEMBER_KICKED, AuditAction.ACCOUNT_ADDED, AuditAction.MEMBER_KICKED);
  }

  @Test
  void noActIsRecordedWhileTheAuditLogHasTooManyConflicts() {
    submit(shard, TEA, kick(MEMBER));
    run(shard);
    journal.isContested = true;
    submit(shard, TEA, kick(OTHER));
    submit(shard, COFFEE, new Command.Post(MEMBER, null, "hi"));
    run(shard);
    journal.isContested = false;

    assertThat(outcomes)
        .containsExactlyInAnyOrder(
            new Outcome.Stored(4), new Outcome.Unknown(), new Outcome.Stored(4));
    assertThat(journal.head(TEA)).isEqualTo(4);
    assertThat(actions()).filteredOn(AuditAction.MEMBER_KICKED::equals).hasSize(1);
    submit(shard, TEA, kick(OTHER));
    run(shard);
    assertThat(outcomes).endsWith(new Outcome.Stored(5));
  }

  private static final class SharedJournal extends TestJournal {
    /// The rooms of each append that was recorded.
    final List<Set<RoomId>> appended = new ArrayList<>();

    final List<RoomId> loaded = new ArrayList<>();
    boolean isFull;
    boolean isAuditDamaged;

    /// Whether another server always writes in the audit log first.
    boolean isContested;

    @Override
    public AppendResult append(List<Batch> batches) {
      if (isFull) {
        return new AppendResult.DiskFull();
      }
      if (isContested && batches.stream().anyMatch(batch -> batch.room().equals(RoomId.AUDIT))) {
        RoomEvent theirs = new RoomEvent.Audited(Author.NONE, 0, ((Command.Audit) entry()).entry());
        super.append(List.of(new Batch(RoomId.AUDIT, head(RoomId.AUDIT), List.of(theirs))));
      }
      AppendResult result = super.append(batches);
      if (result instanceof AppendResult.Stored) {
        appended.add(Set.copyOf(batches.stream().map(Batch::room).toList()));
      }
      return result;
    }

    @Override
    public Map<RoomId, RoomSnapshot> load(Collection<RoomId> rooms) {
      loaded.addAll(rooms);
      if (isAuditDamaged && rooms.contains(RoomId.AUDIT)) {
        throw new JournalException("planned", new IOException(), JournalException.Reason.DAMAGED);
      }
      return super.load(rooms);
    }
  }
}
