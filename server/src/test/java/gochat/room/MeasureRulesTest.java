package gochat.room;

import static gochat.room.RoomFixture.AT;
import static gochat.room.RoomFixture.BANNED;
import static gochat.room.RoomFixture.CO_MEMBER;
import static gochat.room.RoomFixture.MEMBER;
import static gochat.room.RoomFixture.MODERATOR;
import static gochat.room.RoomFixture.MUTED;
import static gochat.room.RoomFixture.OWNER;
import static gochat.room.RoomFixture.decide;
import static gochat.room.RoomFixture.perform;
import static org.assertj.core.api.Assertions.assertThat;

import gochat.room.Decision.Accepted;
import gochat.room.Decision.Unchanged;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The reasons and the ends of bans and mutes.
class MeasureRulesTest {
  private static final long MINUTE_MS = 60_000;

  private final Room room = RoomFixture.of(RoomKind.PUBLIC);

  private Decision at(long atMs, Command command) {
    return room.decide(Known.ofNothing(command), atMs);
  }

  @Test
  void aKickABanAndAMuteHaveTheirReason() {
    assertThat(perform(room, new Command.Kick(MODERATOR, MEMBER.person(), "spam")))
        .isEqualTo(new RoomEvent.Kicked(MODERATOR, AT, MEMBER.person(), "spam"));
    assertThat(perform(room, new Command.Ban(OWNER, MEMBER.person(), "again", MINUTE_MS)))
        .isEqualTo(new RoomEvent.Banned(OWNER, AT, MEMBER.person(), null, "again", AT + MINUTE_MS));
    assertThat(perform(room, new Command.Mute(OWNER, CO_MEMBER.person(), "loud", 0)))
        .isEqualTo(new RoomEvent.Muted(OWNER, AT, CO_MEMBER.person(), "loud", 0));

    assertThat(room.ban(MEMBER.user()))
        .isEqualTo(new Measure(MEMBER.person(), OWNER.person(), "again", AT, AT + MINUTE_MS));
    assertThat(room.mute(CO_MEMBER.user()))
        .isEqualTo(new Measure(CO_MEMBER.person(), OWNER.person(), "loud", AT, 0));
  }

  @Test
  void theSameMeasureWithoutAnEndChangesNothingAndAnotherOneReplacesIt() {
    assertThat(decide(room, new Command.Mute(MODERATOR, MUTED.person())))
        .isEqualTo(new Unchanged());
    assertThat(decide(room, new Command.Ban(MODERATOR, BANNED.person())))
        .isEqualTo(new Unchanged());

    perform(room, new Command.Mute(MODERATOR, MUTED.person(), "loud", 0));
    perform(room, new Command.Ban(MODERATOR, BANNED.person(), "", MINUTE_MS));
    perform(room, new Command.Ban(MODERATOR, BANNED.person(), "", MINUTE_MS));

    assertThat(room.mute(MUTED.user()))
        .isEqualTo(new Measure(MUTED.person(), MODERATOR.person(), "loud", AT, 0));
    assertThat(room.ban(BANNED.user()))
        .isEqualTo(new Measure(BANNED.person(), MODERATOR.person(), "", AT, AT + MINUTE_MS));
  }

  @Test
  void theServerEndsWhatIsDueInTheOrderOfTheEnds() {
    perform(room, new Command.Ban(OWNER, MEMBER.person(), "", 2 * MINUTE_MS));
    perform(room, new Command.Ban(OWNER, CO_MEMBER.person(), "", MINUTE_MS));
    perform(room, new Command.Mute(OWNER, MUTED.person(), "", MINUTE_MS));

    assertThat(at(AT + MINUTE_MS - 1, new Command.EndMeasures())).isEqualTo(new Unchanged());
    long dueMs = AT + 2 * MINUTE_MS;
    assertThat(at(dueMs, new Command.EndMeasures()))
        .isEqualTo(
            new Accepted(
                List.of(
                    new RoomEvent.Unbanned(Author.NONE, dueMs, CO_MEMBER.person()),
                    new RoomEvent.Unbanned(Author.NONE, dueMs, MEMBER.person()),
                    new RoomEvent.Unmuted(Author.NONE, dueMs, MUTED.person()))));
  }

  @Test
  void whatWasLiftedHasNoEndAndANewMeasureHasItsOwn() {
    perform(room, new Command.Ban(OWNER, MEMBER.person(), "", MINUTE_MS));
    perform(room, new Command.Unban(OWNER, MEMBER.person()));
    perform(room, new Command.Mute(OWNER, CO_MEMBER.person(), "", MINUTE_MS));
    perform(room, new Command.Mute(OWNER, CO_MEMBER.person()));

    assertThat(at(AT + MINUTE_MS, new Command.EndMeasures())).isEqualTo(new Unchanged());
    assertThat(room.isMuted(CO_MEMBER.user())).isTrue();
  }

  @Test
  void aMeasureHoldsUntilTheLogHasItsEnd() {
    perform(room, new Command.Mute(OWNER, MEMBER.person(), "", MINUTE_MS));

    Known post = Known.ofNothing(new Command.Post(MEMBER, null, "hi"));
    assertThat(room.decide(post, AT + MINUTE_MS))
        .isEqualTo(new Decision.Rejected(Rejection.MUTED, room.mute(MEMBER.user())));
  }

  @Test
  void aRoomThatDoesNotExistHasNothingToEnd() {
    assertThat(decide(RoomFixture.none(), new Command.EndMeasures())).isEqualTo(new Unchanged());
  }
}
