package gochat.room;

import static gochat.room.RoomFixture.BANNED;
import static gochat.room.RoomFixture.MEMBER;
import static gochat.room.RoomFixture.MODERATOR;
import static gochat.room.RoomFixture.MUTED;
import static gochat.room.RoomFixture.OWNER;
import static gochat.room.RoomFixture.decide;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The entries of the audit log about acts in rooms.
class ModerationTest {
  private static final RoomId ID = new RoomId("7g2k");

  private static List<Command.Audit> entries(Room room, Known known) {
    return decide(room, known) instanceof Decision.Accepted(List<RoomEvent> events)
        ? Moderation.entries(ID, room, known, events)
        : List.of();
  }

  private static Arguments act(
      Command command,
      AuditAction action,
      @Nullable Author concerned,
      Map<AuditDetail, String> details) {
    return Arguments.of(command, action, concerned == null ? null : concerned.person(), details);
  }

  static Stream<Arguments> acts() {
    return Stream.of(
        act(new Command.Kick(OWNER, MEMBER.person()), AuditAction.MEMBER_KICKED, MEMBER, Map.of()),
        act(new Command.Ban(OWNER, MEMBER.person()), AuditAction.MEMBER_BANNED, MEMBER, Map.of()),
        act(
            new Command.Unban(OWNER, BANNED.person()),
            AuditAction.MEMBER_UNBANNED,
            BANNED,
            Map.of()),
        act(new Command.Mute(OWNER, MEMBER.person()), AuditAction.MEMBER_MUTED, MEMBER, Map.of()),
        act(new Command.Unmute(OWNER, MUTED.person()), AuditAction.MEMBER_UNMUTED, MUTED, Map.of()),
        act(
            new Command.SetRole(OWNER, MEMBER.person(), Role.MODERATOR),
            AuditAction.ROLE_CHANGED,
            MEMBER,
            Map.of(AuditDetail.ROLE, "moderator")),
        act(
            new Command.SetRetention(OWNER, new RetentionRule(86_400_000L, 0)),
            AuditAction.RETENTION_CHANGED,
            null,
            Map.of(AuditDetail.AGE, "1d", AuditDetail.EVENTS, "off")),
        act(
            new Command.SetSlowMode(MODERATOR, 90_000),
            AuditAction.SLOW_MODE_CHANGED,
            null,
            Map.of(AuditDetail.INTERVAL, "90s")),
        act(
            new Command.Delete(OWNER, 3),
            AuditAction.MESSAGE_DELETED,
            MEMBER,
            Map.of(AuditDetail.MESSAGE, "3")));
  }

  private static Known known(Command command) {
    return command instanceof Command.OnMessage
        ? RoomFixture.known(command, RoomFixture.messageBy(MEMBER))
        : Known.ofNothing(command);
  }

  @ParameterizedTest
  @MethodSource("acts")
  void anActHasAnEntryWithItsRoomItsAuthorAndTheUser(
      Command command,
      AuditAction action,
      @Nullable Person concerned,
      Map<AuditDetail, String> details) {
    List<Command.Audit> entries = entries(RoomFixture.of(RoomKind.PUBLIC), known(command));

    assertThat(entries).hasSize(1);
    AuditEntry entry = entries.getFirst().entry();
    assertThat(entries.getFirst().author()).isEqualTo(command.author());
    assertThat(entry.actor()).isEqualTo(AuditEntry.Actor.ACCOUNT);
    assertThat(entry.action()).isEqualTo(action);
    assertThat(entry.account()).isEqualTo(concerned);
    assertThat(entry.details())
        .containsAllEntriesOf(details)
        .containsEntry(AuditDetail.ROOM, "7g2k")
        .containsEntry(AuditDetail.ROOM_NAME, "Talk")
        .hasSize(details.size() + 2);
  }

  @ParameterizedTest
  @MethodSource("acts")
  void theEntryOfAPrivateRoomLeavesItsNameOut(
      Command command,
      AuditAction action,
      @Nullable Person concerned,
      Map<AuditDetail, String> details) {
    List<Command.Audit> entries = entries(RoomFixture.of(RoomKind.PRIVATE), known(command));

    assertThat(entries).hasSize(1);
    AuditEntry entry = entries.getFirst().entry();
    assertThat(entry.action()).isEqualTo(action);
    assertThat(entry.account()).isEqualTo(concerned);
    assertThat(entry.details())
        .containsAllEntriesOf(details)
        .doesNotContainKey(AuditDetail.ROOM_NAME);
  }

  @Test
  void theEntryHasTheDurationAndInARoomThatIsNotPrivateTheReason() {
    Known ban = Known.ofNothing(new Command.Ban(OWNER, MEMBER.person(), "spam", 60_000));

    assertThat(entries(RoomFixture.of(RoomKind.PUBLIC), ban).getFirst().entry().details())
        .containsEntry(AuditDetail.REASON, "spam")
        .containsEntry(AuditDetail.DURATION, "1m");
    assertThat(entries(RoomFixture.of(RoomKind.PRIVATE), ban).getFirst().entry().details())
        .doesNotContainKey(AuditDetail.REASON)
        .containsEntry(AuditDetail.DURATION, "1m");
  }

  static Stream<Command> otherCommands() {
    return Stream.of(
        new Command.Delete(MEMBER, 3),
        new Command.Post(MEMBER, null, "hi"),
        new Command.Leave(MEMBER),
        new Command.Pin(MODERATOR, 3),
        new Command.ChangeTopic(OWNER, "of that"));
  }

  @ParameterizedTest
  @MethodSource("otherCommands")
  void ordinaryCommandsHaveNone(Command command) {
    Room room = RoomFixture.of(RoomKind.PUBLIC);

    assertThat(decide(room, known(command))).isInstanceOf(Decision.Accepted.class);
    assertThat(entries(room, known(command))).isEmpty();
  }

  /// Otherwise a shard would not look for its entries.
  @Test
  void eachCommandWithAnEntryIsAModeratingOne() {
    assertThat(acts().map(act -> act.get()[0])).allMatch(Command.Moderating.class::isInstance);
    assertThat(otherCommands().skip(1)).noneMatch(Command.Moderating.class::isInstance);
  }
}
