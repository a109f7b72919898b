package gochat.store;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.room.AuditAction;
import gochat.room.AuditDetail;
import gochat.room.AuditEntry;
import gochat.room.Author;
import gochat.room.LogEntry;
import gochat.room.Person;
import gochat.room.RetentionRule;
import gochat.room.Role;
import gochat.room.Room;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.room.RoomKind;
import gochat.room.RoomSnapshot;
import gochat.room.Standing;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The contract of [Journal] for the events of rooms and for loading rooms.
abstract class RoomLogContract extends StoreContract.PortContract {
  private static final Person DAVE =
      new Person(UUID.randomUUID(), "Dåve\u0301", Standing.ADMINISTRATOR);

  private static final Author EVE =
      new Author(UUID.randomUUID(), UUID.randomUUID(), "Eve", Standing.ACCOUNT);

  private static final Person GUEST = new Person(EVE.user(), "eva", Standing.GUEST);

  RoomLogContract(StoreContract backend) {
    super(backend);
  }

  /// One of each kind; each is possible behind the ones before it.
  private static final List<RoomEvent> EVENTS =
      List.of(
          created(ALICE, RoomKind.PUBLIC, "Gärten"),
          new RoomEvent.Joined(BOB, AT + 1, BOB.person(), Role.MEMBER),
          new RoomEvent.Joined(ALICE, AT + 2, DAVE, Role.MODERATOR),
          mentioning(ALICE, "hello", BOB, CAROL, BOB),
          new RoomEvent.Posted(BOB, AT - 7, UUID.randomUUID(), "re", 4, 4, List.of(ALICE.user())),
          edit(ALICE, 4, "hello!", CAROL),
          react(BOB, 4, "👍🏽"),
          unreact(BOB, 4, "👍🏽"),
          pin(BOB, 5),
          pin(BOB, 4),
          unpin(ALICE, 5),
          new RoomEvent.Renamed(ALICE, AT, name("Garten")),
          new RoomEvent.TopicChanged(ALICE, AT, ""),
          new RoomEvent.RetentionChanged(ALICE, AT, new RetentionRule(86_400_000, 0)),
          new RoomEvent.RetentionChanged(ALICE, AT, RetentionRule.NONE),
          new RoomEvent.RetentionChanged(ALICE, AT, new RetentionRule(0, 500)),
          new RoomEvent.SlowModeChanged(ALICE, AT, 21_600_000),
          new RoomEvent.SlowModeChanged(ALICE, AT, 0),
          new RoomEvent.SlowModeChanged(ALICE, AT, 30_000),
          new RoomEvent.RoleChanged(ALICE, AT, BOB.person(), Role.OWNER),
          new RoomEvent.Muted(ALICE, AT, CAROL.person()),
          new RoomEvent.Muted(ALICE, AT, DAVE, "spam", AT + 60_000),
          new RoomEvent.Unmuted(ALICE, AT, CAROL.person()),
          new RoomEvent.Kicked(ALICE, AT, DAVE),
          new RoomEvent.Joined(ALICE, AT, DAVE, Role.MEMBER),
          new RoomEvent.Banned(ALICE, AT, CAROL.person(), null),
          new RoomEvent.Banned(ALICE, AT, DAVE, Role.MEMBER, "广告\0", AT + 60_000),
          new RoomEvent.Unbanned(ALICE, AT, DAVE),
          new RoomEvent.Joined(ALICE, AT, GUEST, Role.MEMBER),
          new RoomEvent.GuestRegistered(EVE, AT, GUEST, Role.OWNER),
          new RoomEvent.Audited(
              ALICE,
              AT,
              new AuditEntry(
                  AuditEntry.Actor.ACCOUNT,
                  AuditAction.ACCOUNT_DISABLED,
                  BOB.person(),
                  Map.of(AuditDetail.ROOM_NAME, "a=b&c\n√", AuditDetail.EVENTS, ""))),
          new RoomEvent.Audited(
              Author.NONE,
              AT,
              new AuditEntry(
                  AuditEntry.Actor.OPERATOR, AuditAction.INVITATION_REVOKED, null, Map.of())),
          new RoomEvent.Left(ALICE, AT));

  @Test
  void theEventsTestedAreOfEveryKind() {
    Set<Class<?>> kinds = new HashSet<>();
    EVENTS.forEach(event -> kinds.add(event.getClass()));
    kinds.addAll(
        List.of(RoomEvent.DirectOpened.class, RoomEvent.Deleted.class, RoomEvent.Redacted.class));

    assertThat(kinds).isEqualTo(recordsOf(RoomEvent.class).collect(Collectors.toSet()));
  }

  private static Stream<Class<?>> recordsOf(Class<?> type) {
    return type.isRecord()
        ? Stream.of(type)
        : Arrays.stream(type.getPermittedSubclasses()).flatMap(RoomLogContract::recordsOf);
  }

  @Test
  void everyKindOfEventIsReadAsItWasAppended() {
    append(ROOM, EVENTS.toArray(RoomEvent[]::new));

    reopen();

    List<LogEntry> read = readAll(ROOM);
    // The room's first topic was changed, and so erased.
    assertThat(read.getFirst()).isEqualTo(new LogEntry(1, EVENTS.getFirst()).redacted());
    assertThat(read.subList(1, read.size()))
        .extracting(LogEntry::event)
        .isEqualTo(EVENTS.subList(1, EVENTS.size()));
  }

  @Test
  void aRoomIsLoadedAsItsEventsMakeIt() {
    Room room = new Room(RoomSnapshot.empty(ROOM));
    for (RoomEvent event : EVENTS) {
      room.apply(new LogEntry(append(ROOM, event), event));
      assertThat(load(ROOM)).isEqualTo(room.snapshot());
    }
    reopen();
    assertThat(load(ROOM)).isEqualTo(room.snapshot());
  }

  @Test
  void theLastMessagesAreThoseAfterAnEventAndATime() {
    append(
        ROOM,
        created(ALICE, RoomKind.PUBLIC, "Tea"),
        at(ALICE, AT),
        at(BOB, AT + 1_000),
        at(CAROL, AT + 2_000),
        at(BOB, AT + 3_000),
        edit(ALICE, 2, "later"),
        react(ALICE, 2, "+"),
        delete(BOB, 5));
    append(OTHER, created(ALICE, RoomKind.PUBLIC, "Milk"), at(ALICE, AT + 9_000));
    reopen();

    assertThat(journal().lastMessages(ROOM, 1, AT))
        .isEqualTo(Map.of(ALICE.user(), AT, BOB.user(), AT + 3_000, CAROL.user(), AT + 2_000));
    assertThat(journal().lastMessages(ROOM, 1, AT + 2_000))
        .isEqualTo(Map.of(BOB.user(), AT + 3_000, CAROL.user(), AT + 2_000));
    assertThat(journal().lastMessages(ROOM, 4, AT)).isEqualTo(Map.of(BOB.user(), AT + 3_000));
    assertThat(journal().lastMessages(ROOM, 8, AT)).isEmpty();
    assertThat(journal().lastMessages(new RoomId("none"), 0, 0)).isEmpty();

    journal().trim(ROOM, 4, 10);
    assertThat(journal().lastMessages(ROOM, 1, AT)).isEqualTo(Map.of(BOB.user(), AT + 3_000));
  }

  @Test
  void theLastMessageIsTheNewestOneAlsoIfTheClockWentBack() {
    append(ROOM, at(ALICE, AT + 5_000), at(ALICE, AT + 1_000), at(BOB, AT + 2_000));

    assertThat(journal().lastMessages(ROOM, 0, AT + 3_000))
        .isEqualTo(Map.of(ALICE.user(), AT + 5_000));
    assertThat(journal().lastMessages(ROOM, 0, AT))
        .isEqualTo(Map.of(ALICE.user(), AT + 5_000, BOB.user(), AT + 2_000));
  }

  private static RoomEvent at(Author author, long atMs) {
    return new RoomEvent.Posted(author, atMs, null, "x");
  }

  @Test
  void eventsOfOneAppendAddUp() {
    append(ROOM, EVENTS.toArray(RoomEvent[]::new));

    Room room = new Room(RoomSnapshot.empty(ROOM));
    readAll(ROOM).forEach(room::apply);
    assertThat(load(ROOM)).isEqualTo(room.snapshot());
  }

  @Test
  void pinsAreInTheOrderInWhichTheyWerePinned() {
    append(ROOM, post(ALICE, "a"), post(ALICE, "b"), post(ALICE, "c"));
    append(ROOM, pin(ALICE, 3), pin(BOB, 1), pin(ALICE, 2));
    append(ROOM, unpin(BOB, 3), pin(ALICE, 3), delete(ALICE, 1));
    reopen();

    assertThat(load(ROOM).pinned()).containsExactly(2L, 3L);
  }

  @Test
  void aRoomWithoutALogIsEmpty() {
    assertThat(load(ROOM)).isEqualTo(RoomSnapshot.empty(ROOM));
    assertThat(load(LOBBY)).isEqualTo(RoomSnapshot.empty(LOBBY));
    assertThat(load(LOBBY).kind()).isEqualTo(RoomKind.LOBBY);
  }

  @Test
  void lobbyNeedsNoEventToBeThere() {
    append(LOBBY, post(ALICE, "hi"), new RoomEvent.Muted(BOB, AT, CAROL.person()));

    RoomSnapshot lobby = load(LOBBY);
    assertThat(lobby.kind()).isEqualTo(RoomKind.LOBBY);
    assertThat(lobby.head()).isEqualTo(2);
    assertThat(lobby.members()).isEmpty();
    assertThat(lobby.muted()).containsOnlyKeys(CAROL.user());
  }

  @Test
  void aDirectConversationHasItsTwoMembers() {
    RoomId id = RoomId.direct(ALICE.user(), BOB.user());
    RoomEvent opened = new RoomEvent.DirectOpened(ALICE, AT, BOB.person());
    append(id, opened, post(BOB, "hi"));

    assertThat(readAll(id)).first().isEqualTo(new LogEntry(1, opened));
    RoomSnapshot room = load(id);
    assertThat(room.kind()).isEqualTo(RoomKind.DIRECT);
    assertThat(room.name()).isNull();
    assertThat(room.members())
        .extracting(member -> member.person().name())
        .containsExactly("Alice", "Bob");
  }

  @Test
  void aMemberThatComesBackComesLast() {
    append(
        ROOM,
        created(ALICE, RoomKind.PRIVATE, "x"),
        new RoomEvent.Joined(ALICE, AT, BOB.person(), Role.MEMBER),
        new RoomEvent.Joined(ALICE, AT, CAROL.person(), Role.MEMBER),
        new RoomEvent.Left(BOB, AT),
        new RoomEvent.Joined(ALICE, AT, BOB.person(), Role.MODERATOR));

    assertThat(load(ROOM).members())
        .extracting(member -> member.person().name() + " " + member.role() + member.since())
        .containsExactly("Alice OWNER1", "Carol MEMBER3", "Bob MODERATOR5");
  }

  @ParameterizedTest
  @EnumSource(Role.class)
  void everyRoleIsKept(Role role) {
    RoomEvent joined = new RoomEvent.Joined(BOB, AT, BOB.person(), role);
    append(ROOM, joined);

    assertThat(readAll(ROOM)).containsExactly(new LogEntry(1, joined));
    assertThat(load(ROOM).members()).first().returns(role, member -> member.role());
  }

  @ParameterizedTest
  @EnumSource(RoomKind.class)
  void everyKindOfRoomIsKept(RoomKind kind) {
    append(ROOM, created(ALICE, kind, "x"));

    assertThat(load(ROOM).kind()).isEqualTo(kind);
  }
}
