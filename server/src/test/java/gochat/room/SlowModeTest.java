package gochat.room;

import static gochat.room.RoomFixture.AT;
import static gochat.room.RoomFixture.CO_MEMBER;
import static gochat.room.RoomFixture.MEMBER;
import static gochat.room.RoomFixture.MODERATOR;
import static gochat.room.RoomFixture.MUTED;
import static gochat.room.RoomFixture.OWNER;
import static gochat.room.RoomFixture.STRANGER;
import static gochat.room.RoomFixture.apply;
import static gochat.room.RoomFixture.decide;
import static gochat.room.RoomFixture.perform;
import static org.assertj.core.api.Assertions.assertThat;

import gochat.room.Decision.Accepted;
import gochat.room.Decision.Rejected;
import gochat.room.Decision.Repeated;
import gochat.room.Decision.Unchanged;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Members of a room with slow mode wait between two messages.
class SlowModeTest {
  private static final long INTERVAL_MS = 30_000;
  private static final RoomPolicy POLICY =
      new RoomPolicy(RoomFixture.TEXT_BYTES_MAX, RoomCreation.ACCOUNTS, GuestRooms.ALL);

  private final Room room = RoomFixture.of(RoomKind.PUBLIC);

  private void setInterval(long intervalMs) {
    perform(room, new Command.SetSlowMode(MODERATOR, intervalMs));
  }

  private static Decision postAt(Room room, Author author, long atMs) {
    Known post = Known.ofNothing(new Command.Post(author, UUID.randomUUID(), "hi"));
    Decision decision = room.decide(post, atMs);
    if (decision instanceof Accepted(List<RoomEvent> events)) {
      events.forEach(event -> apply(room, event));
    }
    return decision;
  }

  private Decision postAt(Author author, long atMs) {
    return postAt(room, author, atMs);
  }

  private static Rejected early(long waitMs) {
    return new Rejected(Rejection.SLOW_MODE, null, waitMs);
  }

  @Test
  void aMemberWaitsAndOthersDoNotWaitForIt() {
    setInterval(INTERVAL_MS);

    assertThat(postAt(MEMBER, AT)).isInstanceOf(Accepted.class);
    assertThat(postAt(MEMBER, AT)).isEqualTo(early(INTERVAL_MS));
    assertThat(postAt(CO_MEMBER, AT + 1)).isInstanceOf(Accepted.class);
    assertThat(postAt(MEMBER, AT + INTERVAL_MS - 1)).isEqualTo(early(1));
    assertThat(postAt(MEMBER, AT + INTERVAL_MS)).isInstanceOf(Accepted.class);
    assertThat(postAt(MEMBER, AT + INTERVAL_MS)).isEqualTo(early(INTERVAL_MS));
    assertThat(postAt(CO_MEMBER, AT + INTERVAL_MS)).isEqualTo(early(1));
  }

  @Test
  void moderatorsAndOwnersDoNotWaitAndAFormerModeratorDoes() {
    setInterval(INTERVAL_MS);

    for (Author author : List.of(MODERATOR, OWNER)) {
      assertThat(postAt(author, AT)).isInstanceOf(Accepted.class);
      assertThat(postAt(author, AT)).isInstanceOf(Accepted.class);
    }
    perform(room, new Command.SetRole(OWNER, MODERATOR.person(), Role.MEMBER));
    assertThat(postAt(MODERATOR, AT + 1)).isEqualTo(early(INTERVAL_MS - 1));
  }

  @Test
  void inTheLobbyAllButAdministratorsWait() {
    Room lobby = RoomFixture.of(RoomKind.LOBBY);
    Author administrator = RoomFixture.named("administrator");
    perform(lobby, new Command.SetSlowMode(administrator, INTERVAL_MS));

    assertThat(postAt(lobby, STRANGER, AT)).isInstanceOf(Accepted.class);
    assertThat(postAt(lobby, STRANGER, AT)).isEqualTo(early(INTERVAL_MS));
    assertThat(postAt(lobby, administrator, AT)).isInstanceOf(Accepted.class);
    assertThat(postAt(lobby, administrator, AT)).isInstanceOf(Accepted.class);
  }

  @Test
  void aRepeatedMessageIsAnsweredAsAlways() {
    setInterval(INTERVAL_MS);
    Command.Post post = new Command.Post(MEMBER, UUID.randomUUID(), "hi");
    perform(room, post);

    Recorded recorded = new Recorded(room.head(), post.fingerprint());
    assertThat(decide(room, new Known.OfPost(post, recorded, null)))
        .isEqualTo(new Repeated(room.head()));
  }

  @Test
  void onlyMessagesTakeTimeAndOnlyMessagesWait() {
    setInterval(INTERVAL_MS);
    Target own = RoomFixture.messageBy(MEMBER);
    Command react = new Command.React(MEMBER, 3, "+", true);
    Command edit = new Command.Edit(MEMBER, 3, "ho", List.of());
    assertThat(decide(room, RoomFixture.known(react, own))).isInstanceOf(Accepted.class);
    apply(room, new RoomEvent.Edited(MEMBER, AT, 3, "ho", List.of()));

    assertThat(postAt(MEMBER, AT)).isInstanceOf(Accepted.class);
    assertThat(decide(room, RoomFixture.known(edit, own))).isInstanceOf(Accepted.class);
    assertThat(decide(room, RoomFixture.known(react, own))).isInstanceOf(Accepted.class);
  }

  @Test
  void aMessageThatIsRefusedForAnotherReasonIsNotToldToWait() {
    setInterval(INTERVAL_MS);
    postAt(MEMBER, AT);

    assertThat(decide(room, new Command.Post(MEMBER, null, " ")))
        .isEqualTo(new Rejected(Rejection.TEXT_BLANK));
    assertThat(decide(room, new Command.Post(MUTED, null, "hi")))
        .isEqualTo(new Rejected(Rejection.MUTED, room.mute(MUTED.user())));
  }

  @Test
  void aChangeOfTheIntervalStartsAnew() {
    setInterval(INTERVAL_MS);
    postAt(MEMBER, AT);

    setInterval(2 * INTERVAL_MS);
    assertThat(postAt(MEMBER, AT + 1)).isInstanceOf(Accepted.class);
    assertThat(postAt(MEMBER, AT + 1)).isEqualTo(early(2 * INTERVAL_MS));
    assertThat(decide(room, new Command.SetSlowMode(OWNER, 2 * INTERVAL_MS)))
        .isEqualTo(new Unchanged());

    setInterval(0);
    assertThat(room.slowMode()).isEqualTo(SlowMode.OFF);
    assertThat(postAt(MEMBER, AT + 2)).isInstanceOf(Accepted.class);
    assertThat(postAt(MEMBER, AT + 2)).isInstanceOf(Accepted.class);
  }

  @Test
  void aClockThatGoesBackMakesNoWaitLonger() {
    setInterval(INTERVAL_MS);
    postAt(MEMBER, AT);

    assertThat(postAt(MEMBER, AT - 3_600_000)).isEqualTo(early(INTERVAL_MS));
  }

  @Test
  void aRoomThatIsLoadedGoesOnWithTheLastMessages() {
    setInterval(INTERVAL_MS);
    postAt(CO_MEMBER, AT + 1);
    postAt(MEMBER, AT);
    Map<UUID, Long> lastMessages = Map.of(MEMBER.user(), AT, CO_MEMBER.user(), AT + 1);

    Room loaded = new Room(room.snapshot(), POLICY, lastMessages);

    assertThat(loaded.snapshot()).isEqualTo(room.snapshot());
    assertThat(postAt(loaded, MEMBER, AT + 2)).isEqualTo(early(INTERVAL_MS - 2));
    assertThat(postAt(loaded, CO_MEMBER, AT + INTERVAL_MS)).isEqualTo(early(1));
    assertThat(postAt(loaded, CO_MEMBER, AT + INTERVAL_MS + 1)).isInstanceOf(Accepted.class);
  }
}
