package gochat.room;

import static gochat.room.RoomFixture.ADMINISTRATOR;
import static gochat.room.RoomFixture.AT;
import static gochat.room.RoomFixture.BANNED;
import static gochat.room.RoomFixture.GUEST;
import static gochat.room.RoomFixture.MEMBER;
import static gochat.room.RoomFixture.OWNER;
import static gochat.room.RoomFixture.PASSER_BY;
import static gochat.room.RoomFixture.STRANGER;
import static gochat.room.RoomFixture.decide;
import static gochat.room.RoomFixture.name;
import static gochat.room.RoomFixture.perform;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import gochat.limit.LimitTable.Holds;
import gochat.room.Decision.Accepted;
import gochat.room.Decision.Rejected;
import gochat.room.Decision.Unchanged;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class RulesTest {
  private static final String LONGEST_TOPIC = "é".repeat(Command.TOPIC_BYTES_MAX / 2);

  private static Known taken(Command.Naming naming) {
    return new Known.OfName(naming, Set.of(), true);
  }

  @Nested
  class Making {
    private static Command.Create create(Author author, RoomKind kind, String topic) {
      return new Command.Create(author, kind, name("Talk"), topic);
    }

    @ParameterizedTest
    @EnumSource(names = {"PUBLIC", "PRIVATE"})
    void aRoomTakesAnAccount(RoomKind kind) {
      assertThat(decide(RoomFixture.none(), create(STRANGER, kind, "of this")))
          .isEqualTo(
              new Accepted(new RoomEvent.Created(STRANGER, AT, kind, name("Talk"), "of this")));
      assertThat(decide(RoomFixture.none(), create(GUEST, kind, "of this")))
          .isEqualTo(new Rejected(Rejection.ACCOUNT_NEEDED));
    }

    @ParameterizedTest
    @CsvSource({
      "EVERYBODY, GUEST, ",
      "EVERYBODY, ACCOUNT, ",
      "ACCOUNTS, GUEST, ACCOUNT_NEEDED",
      "ACCOUNTS, ACCOUNT, ",
      "ACCOUNTS, ADMINISTRATOR, ",
      "ADMINISTRATORS, GUEST, ADMINISTRATOR_NEEDED",
      "ADMINISTRATORS, ACCOUNT, ADMINISTRATOR_NEEDED",
      "ADMINISTRATORS, ADMINISTRATOR, "
    })
    void thePolicySaysWhoMayMakeARoom(
        RoomCreation creation, Standing standing, @Nullable Rejection refusal) {
      RoomPolicy policy = new RoomPolicy(100, creation, GuestRooms.ALL);
      Room none = new Room(RoomSnapshot.empty(new RoomId("7g2k")), policy);
      Author author = RoomFixture.author("somebody", standing);

      Decision decision = decide(none, create(author, RoomKind.PRIVATE, ""));

      if (refusal == null) {
        assertThat(decision).isInstanceOf(Accepted.class);
      } else {
        assertThat(decision).isEqualTo(new Rejected(refusal));
      }
    }

    @Test
    void aDirectConversationIsNoRoomInThisSense() {
      RoomPolicy policy = new RoomPolicy(100, RoomCreation.ADMINISTRATORS, GuestRooms.ALL);
      Room none = new Room(RoomSnapshot.empty(new RoomId("7g2k")), policy);

      assertThat(decide(none, new Command.OpenDirect(MEMBER, STRANGER.person())))
          .isInstanceOf(Accepted.class);
    }

    @Test
    void aRoomOfAGuestBelongsToTheFirstAccountThatJoins() {
      RoomPolicy policy = new RoomPolicy(100, RoomCreation.EVERYBODY, GuestRooms.ALL);
      Room room = new Room(RoomSnapshot.empty(new RoomId("7g2k")), policy);

      perform(room, create(GUEST, RoomKind.PUBLIC, ""));
      perform(room, new Command.Join(STRANGER));

      assertThat(room.members())
          .extracting(Member::person, Member::role)
          .containsExactly(
              tuple(GUEST.person(), Role.MEMBER), tuple(STRANGER.person(), Role.OWNER));
    }

    @ParameterizedTest
    @EnumSource(names = {"LOBBY", "DIRECT"})
    void aRoomIsPublicOrPrivate(RoomKind kind) {
      assertThatThrownBy(() -> create(STRANGER, kind, ""))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("kind: " + kind + " (expected: PUBLIC or PRIVATE)");
    }

    @Test
    void aPublicRoomTakesANameOfItsOwn() {
      assertThat(decide(RoomFixture.none(), taken(create(STRANGER, RoomKind.PUBLIC, ""))))
          .isEqualTo(new Rejected(Rejection.NAME_TAKEN));
      assertThat(decide(RoomFixture.none(), taken(create(STRANGER, RoomKind.PRIVATE, ""))))
          .isInstanceOf(Accepted.class);
    }

    @Test
    @Holds("room.topic-bytes-max")
    void aRoomTakesATopicThatIsNotTooLong() {
      assertThat(decide(RoomFixture.none(), create(STRANGER, RoomKind.PUBLIC, LONGEST_TOPIC)))
          .isInstanceOf(Accepted.class);
      assertThat(decide(RoomFixture.none(), create(STRANGER, RoomKind.PUBLIC, LONGEST_TOPIC + "x")))
          .isEqualTo(new Rejected(Rejection.TOPIC_TOO_LONG));
    }

    @Test
    void aMessageOpensItsDirectConversationIfItIsAccepted() {
      Person peer = MEMBER.person();
      RoomEvent opening = new RoomEvent.DirectOpened(STRANGER, AT, peer);
      Command.Post hi = new Command.Post(STRANGER, null, "hi");

      assertThat(decide(RoomFixture.none(), hi.to(peer)))
          .isEqualTo(
              new Accepted(List.of(opening, new RoomEvent.Posted(STRANGER, AT, null, "hi"))));
      assertThat(decide(RoomFixture.none(), hi)).isEqualTo(new Rejected(Rejection.NO_SUCH_ROOM));
      assertThat(decide(RoomFixture.none(), hi.to(GUEST.person())))
          .isEqualTo(new Rejected(Rejection.CONCERNS_GUEST));
      assertThat(decide(RoomFixture.none(), new Command.Post(STRANGER, null, " ").to(peer)))
          .isEqualTo(new Rejected(Rejection.TEXT_BLANK));
      assertThat(
              decide(
                  RoomFixture.none(),
                  new Command.Post(STRANGER, null, "hi", 1, List.of()).to(peer)))
          .isEqualTo(new Rejected(Rejection.NO_SUCH_MESSAGE));
    }

    @Test
    void aDirectConversationTakesTwoAccounts() {
      assertThat(decide(RoomFixture.none(), new Command.OpenDirect(STRANGER, MEMBER.person())))
          .isEqualTo(new Accepted(new RoomEvent.DirectOpened(STRANGER, AT, MEMBER.person())));
      assertThat(decide(RoomFixture.none(), new Command.OpenDirect(STRANGER, GUEST.person())))
          .isEqualTo(new Rejected(Rejection.CONCERNS_GUEST));
      assertThat(decide(RoomFixture.none(), new Command.OpenDirect(GUEST, MEMBER.person())))
          .isEqualTo(new Rejected(Rejection.ACCOUNT_NEEDED));
    }
  }

  @Nested
  class Renaming {
    @Test
    void givesAnotherName() {
      assertThat(
              decide(RoomFixture.founded(RoomKind.PUBLIC), new Command.Rename(OWNER, name("Chat"))))
          .isEqualTo(new Accepted(new RoomEvent.Renamed(OWNER, AT, name("Chat"))));
    }

    @Test
    void givesAnotherTopicAtTheSameTimeOrNeither() {
      Room room = RoomFixture.founded(RoomKind.PUBLIC);
      Command.Rename both = new Command.Rename(OWNER, name("Chat"), "of that");
      RoomEvent changed = new RoomEvent.TopicChanged(OWNER, AT, "of that");

      assertThat(decide(room, both))
          .isEqualTo(
              new Accepted(List.of(new RoomEvent.Renamed(OWNER, AT, name("Chat")), changed)));
      assertThat(decide(room, new Command.Rename(OWNER, name("Talk"), "of that")))
          .isEqualTo(new Accepted(changed));
      assertThat(decide(room, taken(both))).isEqualTo(new Rejected(Rejection.NAME_TAKEN));
      assertThat(decide(room, new Command.Rename(OWNER, name("Chat"), LONGEST_TOPIC + "x")))
          .isEqualTo(new Rejected(Rejection.TOPIC_TOO_LONG));
    }

    @Test
    void toTheSameNameChangesNothing() {
      assertThat(
              decide(RoomFixture.founded(RoomKind.PUBLIC), new Command.Rename(OWNER, name("Talk"))))
          .isEqualTo(new Unchanged());
    }

    @Test
    void mayChangeHowTheSameNameIsWritten() {
      assertThat(
              decide(RoomFixture.founded(RoomKind.PUBLIC), new Command.Rename(OWNER, name("TALK"))))
          .isInstanceOf(Accepted.class);
    }

    @Test
    void takesANameOfItsOwnForAPublicRoom() {
      Known rename = taken(new Command.Rename(OWNER, name("Chat")));

      assertThat(decide(RoomFixture.founded(RoomKind.PUBLIC), rename))
          .isEqualTo(new Rejected(Rejection.NAME_TAKEN));
      assertThat(decide(RoomFixture.founded(RoomKind.PRIVATE), rename))
          .isInstanceOf(Accepted.class);
    }
  }

  @Nested
  class Topics {
    private final Room room = RoomFixture.founded(RoomKind.PUBLIC);

    @Test
    void areChanged() {
      assertThat(decide(room, new Command.ChangeTopic(OWNER, "of that")))
          .isEqualTo(new Accepted(new RoomEvent.TopicChanged(OWNER, AT, "of that")));
    }

    @Test
    void thatAreSoAlreadyChangeNothing() {
      assertThat(decide(room, new Command.ChangeTopic(OWNER, "of this")))
          .isEqualTo(new Unchanged());
    }

    @Test
    void areSoLongAndNoLonger() {
      assertThat(decide(room, new Command.ChangeTopic(OWNER, LONGEST_TOPIC)))
          .isInstanceOf(Accepted.class);
      assertThat(decide(room, new Command.ChangeTopic(OWNER, LONGEST_TOPIC + "x")))
          .isEqualTo(new Rejected(Rejection.TOPIC_TOO_LONG));
    }
  }

  @Nested
  class Retention {
    private static final RetentionRule RULE = new RetentionRule(60_000, 100);

    private final Room room = RoomFixture.founded(RoomKind.PUBLIC);

    @Test
    void isLimited() {
      RoomEvent changed = new RoomEvent.RetentionChanged(OWNER, AT, RULE);

      assertThat(decide(room, new Command.SetRetention(OWNER, RULE)))
          .isEqualTo(new Accepted(changed));
      room.apply(new LogEntry(room.head() + 1, changed));
      assertThat(room.retention()).isEqualTo(RULE);
    }

    @Test
    void thatIsSoAlreadyChangesNothing() {
      assertThat(decide(room, new Command.SetRetention(OWNER, RetentionRule.NONE)))
          .isEqualTo(new Unchanged());
    }
  }

  /// All commands of a user who can't read the room, except those that create it.
  static Stream<Command> commandsOfOutsiders() {
    return Stream.of(STRANGER, PASSER_BY, BANNED, ADMINISTRATOR).flatMap(RulesTest::commands);
  }

  private static Stream<Command> commands(Author author) {
    Person member = MEMBER.person();
    return Stream.of(
        new Command.Post(author, UUID.randomUUID(), "hi"),
        new Command.Post(author, null, "much too long a text"),
        new Command.Edit(author, 1, "hi", List.of()),
        new Command.Delete(author, 1),
        new Command.React(author, 1, "👍", true),
        new Command.React(author, 1, " ", false),
        new Command.Pin(author, 1),
        new Command.SetRetention(author, RetentionRule.NONE),
        new Command.Unpin(author, 1),
        new Command.Rename(author, name("Chat")),
        new Command.ChangeTopic(author, LONGEST_TOPIC + "x"),
        new Command.Join(author),
        new Command.Leave(author),
        new Command.Invite(author, BANNED.person()),
        new Command.Kick(author, member),
        new Command.Ban(author, member),
        new Command.Unban(author, BANNED.person()),
        new Command.Mute(author, member),
        new Command.Unmute(author, member),
        new Command.SetRole(author, member, Role.OWNER));
  }

  @ParameterizedTest
  @MethodSource("commandsOfOutsiders")
  void aPrivateRoomAnswersOutsidersLikeAMissingRoom(Command command) {
    Known known =
        command instanceof Command.Naming naming
            ? taken(naming)
            : RoomFixture.known(command, RoomFixture.messageBy(command.author()));
    Rejected noSuchRoom = new Rejected(Rejection.NO_SUCH_ROOM);

    assertThat(decide(RoomFixture.none(), command)).isEqualTo(noSuchRoom);
    assertThat(decide(RoomFixture.of(RoomKind.PRIVATE), known)).isEqualTo(noSuchRoom);
    assertThat(decide(RoomFixture.direct(), known)).isEqualTo(noSuchRoom);
  }

  @Test
  void decidingChangesNothing() {
    Room room = RoomFixture.founded(RoomKind.PUBLIC);
    RoomSnapshot before = room.snapshot();

    assertThat(decide(room, new Command.Join(STRANGER))).isInstanceOf(Accepted.class);
    assertThat(room.snapshot()).isEqualTo(before);
  }
}
