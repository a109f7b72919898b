package gochat.store;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import gochat.journal.RoomDirectory.ListedMember;
import gochat.journal.RoomDirectory.Listing;
import gochat.journal.RoomDirectory.OwnRoom;
import gochat.room.Author;
import gochat.room.Measure;
import gochat.room.Person;
import gochat.room.RetentionRule;
import gochat.room.Role;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.room.RoomKind;
import gochat.room.Standing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The contract of [RoomDirectory].
abstract class RoomDirectoryContract extends StoreContract.PortContract {
  private static final RoomId DIRECT = RoomId.direct(ALICE.user(), BOB.user());

  RoomDirectoryContract(StoreContract backend) {
    super(backend);
  }

  @Test
  void theAuditLogAlwaysExists() {
    assertThat(rooms().find(RoomId.AUDIT, ALICE.user()))
        .hasValueSatisfying(room -> {
          assertThat(room.kind()).isEqualTo(RoomKind.AUDIT);
          assertThat(room.name()).isNull();
          assertThat(room.head()).isZero();
        });
    append(RoomId.AUDIT, post(ALICE, "hi"));
    reopen();
    assertThat(rooms().find(RoomId.AUDIT, ALICE.user()))
        .hasValueSatisfying(room -> assertThat(room.head()).isEqualTo(1));
    assertThat(journal().load(List.of(RoomId.AUDIT)).get(RoomId.AUDIT))
        .satisfies(room -> assertThat(requireNonNull(room).kind()).isEqualTo(RoomKind.AUDIT));
  }

  @Test
  void lobbyIsThereFromTheStart() {
    Listing empty =
        new Listing(
            LOBBY,
            RoomKind.LOBBY,
            null,
            "",
            RetentionRule.NONE,
            0,
            0,
            0,
            0,
            List.of(),
            null,
            null,
            0,
            null,
            null,
            false);
    assertThat(rooms().find(LOBBY, ALICE.user())).contains(empty);

    append(LOBBY, post(ALICE, "hi"), new RoomEvent.Muted(BOB, AT, ALICE.person()));
    assertThat(rooms().find(LOBBY, ALICE.user()))
        .contains(
            new Listing(
                LOBBY,
                RoomKind.LOBBY,
                null,
                "",
                RetentionRule.NONE,
                0,
                2,
                0,
                0,
                List.of(),
                null,
                null,
                0,
                measure(ALICE, BOB),
                null,
                false));
    assertThat(roomsOf(ALICE)).isEmpty();
    assertThat(rooms().publicRooms("", 10, ALICE.user())).isEmpty();
  }

  @Test
  void aRoomIsListedAsTheUserSeesIt() {
    append(
        ROOM,
        created(ALICE, RoomKind.PUBLIC, "Gärten"),
        new RoomEvent.Joined(BOB, AT, BOB.person(), Role.MODERATOR),
        new RoomEvent.Muted(ALICE, AT, BOB.person()),
        new RoomEvent.Banned(ALICE, AT, CAROL.person(), null));
    reopen();

    assertThat(rooms().find(ROOM, ALICE.user()))
        .contains(listing(ROOM, "Gärten", 4, 2, Role.OWNER, 1, null));
    assertThat(rooms().find(ROOM, BOB.user()))
        .contains(listing(ROOM, "Gärten", 4, 2, Role.MODERATOR, 2, measure(BOB, ALICE)));
    assertThat(rooms().find(ROOM, CAROL.user()))
        .contains(
            new Listing(
                ROOM,
                RoomKind.PUBLIC,
                name("Gärten"),
                "about Gärten",
                RetentionRule.NONE,
                0,
                4,
                0,
                2,
                List.of(),
                null,
                null,
                0,
                null,
                measure(CAROL, ALICE),
                false));
    assertThat(rooms().find(OTHER, ALICE.user())).isEmpty();
  }

  @Test
  void aRoomIsListedWithItsPinsInTheOrderInWhichTheyWerePinned() {
    append(
        ROOM,
        created(ALICE, RoomKind.PUBLIC, "x"),
        post(ALICE, "a"),
        post(ALICE, "b"),
        post(ALICE, "c"),
        pin(ALICE, 4),
        pin(ALICE, 2),
        pin(ALICE, 3));
    append(OTHER, created(ALICE, RoomKind.PUBLIC, "y"), post(ALICE, "d"), pin(ALICE, 2));
    assertThat(rooms().publicRooms("", 10, BOB.user()))
        .extracting(Listing::pinned)
        .containsExactly(List.of(4L, 2L, 3L), List.of(2L));

    append(ROOM, unpin(ALICE, 4), delete(ALICE, 2));
    assertThat(rooms().find(ROOM, BOB.user()).orElseThrow().pinned()).containsExactly(3L);
  }

  @Test
  void aRoomIsListedWithTheRuleOfItsOwners() {
    RetentionRule rule = new RetentionRule(60_000, 100);
    append(
        ROOM,
        created(ALICE, RoomKind.PUBLIC, "x"),
        new RoomEvent.RetentionChanged(ALICE, AT, rule));
    reopen();

    assertThat(rooms().find(ROOM, BOB.user()).orElseThrow().retention()).isEqualTo(rule);
  }

  @Test
  void aRoomIsListedWithItsSlowMode() {
    append(
        ROOM,
        created(ALICE, RoomKind.PUBLIC, "x"),
        new RoomEvent.SlowModeChanged(ALICE, AT, 30_000));
    reopen();

    assertThat(rooms().find(ROOM, BOB.user()).orElseThrow().slowModeMs()).isEqualTo(30_000);

    append(ROOM, new RoomEvent.SlowModeChanged(ALICE, AT, 0));
    assertThat(rooms().find(ROOM, BOB.user()).orElseThrow().slowModeMs()).isZero();
  }

  private static Measure measure(Author member, Author by) {
    return new Measure(member.person(), by.person(), "", AT, 0);
  }

  private static Listing listing(
      RoomId room,
      String name,
      long head,
      int members,
      Role role,
      long since,
      @Nullable Measure mute) {
    return new Listing(
        room,
        RoomKind.PUBLIC,
        name(name),
        "about " + name,
        RetentionRule.NONE,
        0,
        head,
        0,
        members,
        List.of(),
        null,
        role,
        since,
        mute,
        null,
        false);
  }

  @Test
  void aDirectConversationNamesTheOtherOne() {
    append(DIRECT, new RoomEvent.DirectOpened(ALICE, AT, BOB.person()), post(BOB, "hi"));

    assertThat(rooms().find(DIRECT, ALICE.user()).orElseThrow())
        .isEqualTo(direct(BOB.person(), Role.MEMBER, 1));
    assertThat(rooms().find(DIRECT, BOB.user()).orElseThrow())
        .isEqualTo(direct(ALICE.person(), Role.MEMBER, 1));
    assertThat(rooms().find(DIRECT, CAROL.user()).orElseThrow().peer()).isNull();
  }

  @Test
  void aDirectConversationWithOneselfNamesOneself() {
    RoomId notes = RoomId.direct(ALICE.user(), ALICE.user());
    append(notes, new RoomEvent.DirectOpened(ALICE, AT, ALICE.person()), post(ALICE, "milk"));

    assertThat(rooms().find(notes, ALICE.user()).orElseThrow())
        .isEqualTo(
            new Listing(
                notes,
                RoomKind.DIRECT,
                null,
                "",
                RetentionRule.NONE,
                0,
                2,
                0,
                1,
                List.of(),
                ALICE.person(),
                Role.MEMBER,
                1,
                null,
                null,
                false));
    assertThat(rooms().find(notes, BOB.user()).orElseThrow().peer()).isNull();
  }

  private static Listing direct(Person peer, Role role, long since) {
    return new Listing(
        DIRECT,
        RoomKind.DIRECT,
        null,
        "",
        RetentionRule.NONE,
        0,
        2,
        0,
        2,
        List.of(),
        peer,
        role,
        since,
        null,
        null,
        false);
  }

  @Test
  void aPublicRoomIsFoundByItsFoldedName() {
    append(ROOM, created(ALICE, RoomKind.PUBLIC, "Name"));
    append(OTHER, created(ALICE, RoomKind.PRIVATE, "Private"));

    assertThat(named("name", BOB)).containsExactly(ROOM);
    assertThat(named("Name", BOB)).isEmpty();
    assertThat(named("private", BOB)).isEmpty();

    append(ROOM, new RoomEvent.Renamed(ALICE, AT, name("Other")));
    assertThat(named("name", BOB)).isEmpty();
    assertThat(named("other", BOB)).containsExactly(ROOM);
  }

  @Test
  void roomsOfOnesOwnAreFoundByNameBeforeThePublicOne() {
    append(ROOM, created(ALICE, RoomKind.PUBLIC, "name"));
    append(OTHER, created(BOB, RoomKind.PRIVATE, "old"));
    append(DIRECT, new RoomEvent.DirectOpened(BOB, AT, ALICE.person()));
    assertThat(named("name", BOB)).containsExactly(ROOM);

    append(OTHER, new RoomEvent.Renamed(BOB, AT, name("Name")));
    append(OTHER, new RoomEvent.Joined(BOB, AT, CAROL.person(), Role.MEMBER));
    reopen();
    for (Author member : List.of(BOB, CAROL)) {
      assertThat(named("name", member)).containsExactly(OTHER, ROOM);
      assertThat(named("old", member)).isEmpty();
    }
    assertThat(named("name", ALICE)).containsExactly(ROOM);

    append(ROOM, new RoomEvent.Joined(BOB, AT, BOB.person(), Role.MEMBER));
    assertThat(named("name", BOB)).containsExactly(OTHER, ROOM);
    assertThat(rooms().named("name", 1, BOB.user())).hasSize(1);
    append(OTHER, new RoomEvent.Left(CAROL, AT));
    assertThat(named("name", CAROL)).containsExactly(ROOM);
  }

  private List<RoomId> named(String foldedName, Author user) {
    return rooms().named(foldedName, 10, user.user()).stream().map(Listing::room).toList();
  }

  @Test
  void theRoomsOfAUserComeInTheOrderInWhichItCame() {
    append(OTHER, created(BOB, RoomKind.PRIVATE, "private"));
    append(ROOM, created(ALICE, RoomKind.PUBLIC, "public"));
    append(DIRECT, new RoomEvent.DirectOpened(BOB, AT, ALICE.person()));
    append(OTHER, new RoomEvent.Joined(BOB, AT, ALICE.person(), Role.MEMBER));
    append(ROOM, new RoomEvent.Joined(BOB, AT, BOB.person(), Role.MEMBER));

    assertThat(roomsOf(ALICE)).containsExactly(ROOM, DIRECT, OTHER);
    assertThat(roomsOf(BOB)).containsExactly(OTHER, DIRECT, ROOM);
    assertThat(roomsOf(CAROL)).isEmpty();

    append(OTHER, new RoomEvent.RoleChanged(BOB, AT, ALICE.person(), Role.MODERATOR));
    append(ROOM, new RoomEvent.Left(ALICE, AT));
    assertThat(roomsOf(ALICE)).containsExactly(DIRECT, OTHER);
    append(ROOM, new RoomEvent.Joined(ALICE, AT, ALICE.person(), Role.OWNER));
    assertThat(roomsOf(ALICE)).containsExactly(DIRECT, OTHER, ROOM);
    reopen();
    assertThat(roomsOf(ALICE)).containsExactly(DIRECT, OTHER, ROOM);
  }

  private List<RoomId> roomsOf(Author user) {
    List<RoomId> rooms = new ArrayList<>();
    List<OwnRoom> page = rooms().roomsOf(user.user(), 0, 2);
    while (!page.isEmpty()) {
      page.forEach(room -> rooms.add(room.listing().room()));
      page = rooms().roomsOf(user.user(), page.getLast().place(), 2);
    }
    assertThat(rooms().countOf(user.user())).isEqualTo(rooms.size());
    return rooms;
  }

  @Test
  void aKickedOrBannedUserIsNoMember() {
    append(
        ROOM,
        created(ALICE, RoomKind.PUBLIC, "x"),
        new RoomEvent.Joined(BOB, AT, BOB.person(), Role.MEMBER),
        new RoomEvent.Joined(CAROL, AT, CAROL.person(), Role.MEMBER),
        new RoomEvent.Kicked(ALICE, AT, BOB.person()),
        new RoomEvent.Banned(ALICE, AT, CAROL.person(), Role.MEMBER));

    assertThat(roomsOf(BOB)).isEmpty();
    assertThat(roomsOf(CAROL)).isEmpty();
    assertThat(rooms().members(ROOM, null, 10))
        .extracting(listed -> listed.member().person())
        .containsExactly(ALICE.person());
  }

  @Test
  void publicRoomsComeByNamePageByPage() {
    // In the order of code points, which is not that of Java's characters.
    List<String> names = List.of("a", "b", "ä", "研发", "\uFFFD", "😀");
    for (String name : names.reversed()) {
      append(new RoomId("room " + name), created(ALICE, RoomKind.PUBLIC, name));
    }
    append(OTHER, created(ALICE, RoomKind.PRIVATE, "c"));

    List<String> listed = new ArrayList<>();
    String after = "";
    for (List<Listing> page = publicRooms(after); !page.isEmpty(); page = publicRooms(after)) {
      page.forEach(listing -> listed.add(name(listing)));
      after = listed.getLast();
    }
    assertThat(listed).isEqualTo(names);
  }

  private List<Listing> publicRooms(String afterName) {
    return rooms().publicRooms(afterName, 2, BOB.user());
  }

  private static String name(Listing listing) {
    return listing.name() == null ? "" : listing.name().folded();
  }

  @Test
  void membersComeByIdPageByPage() {
    append(ROOM, created(ALICE, RoomKind.PUBLIC, "x"));
    List<UUID> ids = new ArrayList<>(List.of(ALICE.user()));
    for (long high : new long[] {0, 1, Long.MAX_VALUE, Long.MIN_VALUE, -1}) {
      Person person = new Person(new UUID(high, -high), "m" + high, Standing.ACCOUNT);
      append(ROOM, new RoomEvent.Joined(ALICE, AT, person, Role.MEMBER));
      ids.add(person.user());
    }
    ids.sort(Comparator.comparing(UUID::toString));

    List<UUID> listed = new ArrayList<>();
    for (List<ListedMember> page = rooms().members(ROOM, null, 4);
        !page.isEmpty();
        page = rooms().members(ROOM, listed.getLast(), 4)) {
      page.forEach(next -> listed.add(next.member().person().user()));
    }
    assertThat(listed).isEqualTo(ids);
    assertThat(rooms().members(OTHER, null, 4)).isEmpty();
    assertThat(rooms().members(LOBBY, null, 4)).isEmpty();
  }

  @Test
  void bansAndMutesAreListedInPagesInTheOrderOfTheirUsers() {
    List<Person> people =
        IntStream.range(0, 10)
            .mapToObj(i -> new Person(UUID.randomUUID(), "p" + i, Standing.GUEST))
            .toList();
    append(ROOM, created(ALICE, RoomKind.PUBLIC, "x"));
    people.forEach(person ->
        append(ROOM, new RoomEvent.Banned(ALICE, AT, person, null, person.name(), AT + 1)));
    append(ROOM, new RoomEvent.Muted(ALICE, AT, BOB.person(), "loud", 0));
    append(ROOM, new RoomEvent.Muted(ALICE, AT + 1, BOB.person(), "", AT + 9));
    reopen();

    List<Measure> listed = new ArrayList<>();
    for (List<Measure> page = rooms().bans(ROOM, null, 4);
        !page.isEmpty();
        page = rooms().bans(ROOM, listed.getLast().member().user(), 4)) {
      listed.addAll(page);
    }
    assertThat(listed)
        .isEqualTo(
            people.stream()
                .sorted(Comparator.comparing(person -> person.user().toString()))
                .map(person -> new Measure(person, ALICE.person(), person.name(), AT, AT + 1))
                .toList());
    assertThat(rooms().mutes(ROOM, null, 4))
        .containsExactly(new Measure(BOB.person(), ALICE.person(), "", AT + 1, AT + 9));
    assertThat(rooms().mutes(OTHER, null, 4)).isEmpty();
  }

  @Test
  void roomsWithADueEndAreFoundUntilItIsRecorded() {
    append(
        ROOM,
        created(ALICE, RoomKind.PUBLIC, "x"),
        new RoomEvent.Muted(ALICE, AT, BOB.person(), "", AT + 5),
        new RoomEvent.Banned(ALICE, AT, CAROL.person(), null, "", AT + 7));
    append(
        OTHER,
        created(ALICE, RoomKind.PUBLIC, "y"),
        new RoomEvent.Muted(ALICE, AT, BOB.person()),
        new RoomEvent.Banned(ALICE, AT, CAROL.person(), null, "", AT + 7));

    assertThat(rooms().roomsWithDueEnds(AT + 4, 9)).isEmpty();
    assertThat(rooms().roomsWithDueEnds(AT + 5, 9)).containsExactly(ROOM);
    assertThat(rooms().roomsWithDueEnds(AT + 7, 9)).containsExactlyInAnyOrder(ROOM, OTHER);
    assertThat(rooms().roomsWithDueEnds(AT + 7, 1)).hasSize(1);

    append(ROOM, new RoomEvent.Unmuted(Author.NONE, AT + 7, BOB.person()));
    append(OTHER, new RoomEvent.Unbanned(Author.NONE, AT + 7, CAROL.person()));
    assertThat(rooms().roomsWithDueEnds(AT + 7, 9)).containsExactly(ROOM);
  }

  @Test
  void membersAreListedWithTheirMutes() {
    append(
        ROOM,
        created(ALICE, RoomKind.PUBLIC, "x"),
        new RoomEvent.Joined(BOB, AT, BOB.person(), Role.MEMBER),
        new RoomEvent.Muted(ALICE, AT, BOB.person()),
        new RoomEvent.Muted(ALICE, AT, CAROL.person()));

    assertThat(rooms().members(ROOM, null, 4))
        .filteredOn(ListedMember::isMuted)
        .extracting(listed -> listed.member().person())
        .containsExactly(BOB.person());
  }
}
