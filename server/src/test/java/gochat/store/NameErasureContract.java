package gochat.store;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.journal.Journal;
import gochat.room.AuditAction;
import gochat.room.AuditEntry;
import gochat.room.LogEntry;
import gochat.room.Role;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.room.RoomKind;
import gochat.verify.Verifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The contract of [gochat.journal.StoredLogs] for the erasure of names.
abstract class NameErasureContract extends StoreContract.PortContract {
  NameErasureContract(StoreContract backend) {
    super(backend);
  }

  private static final List<Long> OF_MEMBERS = List.of(1L, 2L, 3L, 4L, 5L, 8L, 9L, 10L);

  private void fill() {
    append(
        ROOM,
        created(ALICE, RoomKind.PUBLIC, "Tea"),
        new RoomEvent.Joined(BOB, AT, BOB.person(), Role.MODERATOR),
        new RoomEvent.Joined(ALICE, AT, CAROL.person(), Role.MEMBER),
        new RoomEvent.Muted(BOB, AT, ALICE.person(), "loud", 0),
        new RoomEvent.Banned(ALICE, AT, CAROL.person(), Role.MEMBER),
        post(ALICE, "a"),
        react(BOB, 6, "tea"),
        new RoomEvent.Unmuted(ALICE, AT, ALICE.person()),
        new RoomEvent.RoleChanged(ALICE, AT, BOB.person(), Role.OWNER),
        new RoomEvent.Left(BOB, AT),
        pin(ALICE, 6),
        post(BOB, "b"));
  }

  private List<Defect> defects() {
    List<Defect> defects = new ArrayList<>();
    new Verifier(store(), Verifier.Mode.UNUSED, defects::add).run();
    return defects;
  }

  private void erase(RoomId room, List<Long> others, List<Long> ofMembers) {
    store().logs().eraseName(room, ALICE.user(), others);
    assertThat(defects()).isEmpty();
    store().logs().eraseMemberName(room, ALICE.user(), ofMembers);
    assertThat(defects()).isEmpty();
  }

  /// The log as text, with Alice's name in it or not.
  private String log(RoomId room) {
    return readAll(room).toString();
  }

  @ParameterizedTest(name = "floor {0}")
  @ValueSource(longs = {0, 1, 3, 5, 12})
  void aNameLeavesAllEventsAndTheStateAndNothingElseChanges(long floor) {
    fill();
    Journal journal = journal();
    if (floor > 0) {
      journal.trim(ROOM, floor, NO_LIMIT);
    }
    List<LogEntry> before = readAll(ROOM);
    assertThat(defects()).isEmpty();
    assertThat(load(ROOM).toString()).contains("Alice");

    List<Long> kept = LongStream.rangeClosed(floor + 1, 12).boxed().toList();
    erase(
        ROOM,
        kept.stream().filter(seq -> !OF_MEMBERS.contains(seq)).toList(),
        kept.stream().filter(OF_MEMBERS::contains).toList());
    reopen();

    assertThat(log(ROOM)).isEqualTo(before.toString().replace("name=Alice", "name="));
    assertThat(load(ROOM).toString()).doesNotContain("Alice").contains("Carol");
    assertThat(journal().floor(ROOM).toString()).doesNotContain("Alice");
    assertThat(load(ROOM)).isEqualTo(load(ROOM).withoutName(ALICE.user()));
    assertThat(store().logs().eraseMemberName(ROOM, ALICE.user(), List.of())).isFalse();
    assertThat(rooms().bans(ROOM, null, 9)).asString().doesNotContain("Alice");
    assertThat(rooms().members(ROOM, null, 9)).asString().doesNotContain("Alice");
  }

  @Test
  void aNameLeavesTheAuditLogAndADirectConversation() {
    RoomId direct = RoomId.direct(ALICE.user(), BOB.user());
    append(direct, new RoomEvent.DirectOpened(BOB, AT, ALICE.person()), post(BOB, "Hello Alice"));
    append(
        RoomId.AUDIT,
        new RoomEvent.Audited(
            BOB,
            AT,
            new AuditEntry(
                AuditEntry.Actor.ACCOUNT, AuditAction.ACCOUNT_ADDED, ALICE.person(), Map.of())));

    erase(RoomId.AUDIT, List.of(1L), List.of());
    erase(direct, List.of(), List.of(1L));
    reopen();

    assertThat(log(RoomId.AUDIT)).doesNotContain("Alice").contains(ALICE.user().toString(), "Bob");
    assertThat(log(direct)).doesNotContain("name=Alice").contains("Hello Alice", "name=Bob");
    assertThat(rooms().find(direct, BOB.user()).orElseThrow().peer())
        .isEqualTo(ALICE.person().withoutName(ALICE.user()));
  }

  @Test
  void aRoomWithoutALogHasNothingToErase() {
    store().logs().eraseName(new RoomId("none"), ALICE.user(), List.of(1L));
    assertThat(store().logs().eraseMemberName(new RoomId("none"), ALICE.user(), List.of()))
        .isFalse();
  }
}
