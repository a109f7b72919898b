package gochat.room;

import static gochat.room.RoomFixture.ADMINISTRATOR;
import static gochat.room.RoomFixture.AT;
import static gochat.room.RoomFixture.GUEST;
import static gochat.room.RoomFixture.MEMBER;
import static gochat.room.RoomFixture.decide;
import static gochat.room.RoomFixture.name;
import static gochat.room.RoomFixture.perform;
import static org.assertj.core.api.Assertions.assertThat;

import gochat.limit.LimitTable.Holds;
import gochat.room.Decision.Rejected;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AuditRulesTest {
  private static final AuditEntry ENTRY =
      new AuditEntry(
          AuditEntry.Actor.OPERATOR, AuditAction.ACCOUNT_ADDED, MEMBER.person(), Map.of());

  private final Room audit = RoomFixture.of(RoomKind.AUDIT);

  static Stream<Command> commandsOfUsers() {
    Author author = ADMINISTRATOR;
    Person person = MEMBER.person();
    return Stream.of(
        new Command.Post(author, null, "hi"),
        new Command.Edit(author, 1, "hi", List.of()),
        new Command.Delete(author, 1),
        new Command.Pin(author, 1),
        new Command.Unpin(author, 1),
        new Command.React(author, 1, "👍", true),
        new Command.Rename(author, name("Talk")),
        new Command.ChangeTopic(author, "of this"),
        new Command.SetRetention(author, new RetentionRule(0, 100)),
        new Command.Join(author),
        new Command.Leave(author),
        new Command.Invite(author, person),
        new Command.Kick(author, person),
        new Command.Ban(author, person),
        new Command.Unban(author, person),
        new Command.Mute(author, person),
        new Command.Unmute(author, person),
        new Command.SetRole(author, person, Role.OWNER));
  }

  @ParameterizedTest
  @MethodSource("commandsOfUsers")
  void administratorsCanChangeNothingInTheAuditLog(Command command) {
    RoomEvent _ = perform(audit, new Command.Audit(Author.NONE, ENTRY));

    assertThat(decide(audit, command)).isEqualTo(new Rejected(Rejection.SERVER_ONLY));
  }

  @Test
  void onlyAdministratorsKnowOfTheAuditLog() {
    assertThat(audit.isReadableBy(ADMINISTRATOR.user(), Standing.ADMINISTRATOR)).isTrue();
    for (Author other : List.of(MEMBER, GUEST)) {
      assertThat(audit.isReadableBy(other.user(), other.standing())).isFalse();
      assertThat(decide(audit, new Command.Post(other, null, "hi")))
          .isEqualTo(new Rejected(Rejection.NO_SUCH_ROOM));
    }
  }

  @Test
  void theServerWritesActsOfAccountsThatCannotReadThem() {
    assertThat(perform(audit, new Command.Audit(MEMBER, ENTRY)))
        .isEqualTo(new RoomEvent.Audited(MEMBER, AT, ENTRY));
  }

  @Test
  void entriesAreWrittenInNoOtherRoom() {
    for (RoomKind kind : List.of(RoomKind.LOBBY, RoomKind.PUBLIC, RoomKind.PRIVATE)) {
      assertThat(decide(RoomFixture.of(kind), new Command.Audit(Author.NONE, ENTRY)))
          .isEqualTo(new Rejected(Rejection.NO_SUCH_ROOM));
    }
  }

  @Test
  @Holds("audit.detail-chars-max")
  void longDetailsAreCutBetweenCharacters() {
    String value = "a".repeat(AuditEntry.VALUE_CHARS_MAX - 1) + "👍";
    AuditEntry cut =
        new AuditEntry(
            AuditEntry.Actor.SERVER,
            AuditAction.ACCOUNT_ADDED,
            null,
            Map.of(AuditDetail.ROOMS, value));

    assertThat(cut.details())
        .containsEntry(AuditDetail.ROOMS, "a".repeat(AuditEntry.VALUE_CHARS_MAX - 1));
  }
}
