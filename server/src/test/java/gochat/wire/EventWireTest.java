package gochat.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.TextFormat;
import gochat.room.AuditAction;
import gochat.room.AuditDetail;
import gochat.room.AuditEntry;
import gochat.room.Author;
import gochat.room.LogEntry;
import gochat.room.Person;
import gochat.room.RetentionRule;
import gochat.room.Role;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.room.RoomKind;
import gochat.room.RoomName;
import gochat.room.Standing;
import gochat.v1.Event;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventWireTest {
  private static final RoomId ROOM = new RoomId("6d5c1b7e-8a44-4f0e-9b52-51f4ad7a0c11");
  private static final long AT_MS = 1_790_000_000_123L;
  private static final UUID ALICE = id("alice");
  private static final UUID BOB = id("bob");
  private static final UUID SESSION = id("session");
  private static final UUID MESSAGE_ID = id("message");
  private static final Author AUTHOR = new Author(ALICE, SESSION, "Alice", Standing.ADMINISTRATOR);
  private static final Person PEER = new Person(BOB, "Bób", Standing.GUEST);
  private static final RoomName NAME = new RoomName("Général", "général");

  private static final String PEER_TEXT =
      "{ id: \"%s\" name: \"Bób\" kind: USER_KIND_GUEST }".formatted(BOB);

  /// The body of each kind of event, in addition to room, seq, time and author.
  private static final Map<RoomEvent, String> TOLD =
      Map.ofEntries(
          Map.entry(
              new RoomEvent.Posted(AUTHOR, AT_MS, MESSAGE_ID, "hi 👋", 7, 5, List.of(BOB)),
              """
              message_posted { client_message_id: "%s" text: "hi 👋" reply_to_seq: 7 thread_root_seq: 5
              mentioned_user_ids: "%s" }\
              """
                  .formatted(MESSAGE_ID, BOB)),
          Map.entry(
              new RoomEvent.Edited(AUTHOR, AT_MS, 7, "ho", List.of(BOB)),
              "message_edited { message_seq: 7 text: \"ho\" mentioned_user_ids: \"%s\" }"
                  .formatted(BOB)),
          Map.entry(new RoomEvent.Deleted(AUTHOR, AT_MS, 7), "message_deleted { message_seq: 7 }"),
          Map.entry(new RoomEvent.Redacted(AUTHOR, AT_MS, false), "redacted {}"),
          Map.entry(new RoomEvent.Redacted(AUTHOR, AT_MS, true), "redacted { was_topic: true }"),
          Map.entry(
              new RoomEvent.ReactionAdded(AUTHOR, AT_MS, 7, "👍"),
              "reaction_added { message_seq: 7 reaction: \"👍\" }"),
          Map.entry(
              new RoomEvent.ReactionRemoved(AUTHOR, AT_MS, 7, "👍"),
              "reaction_removed { message_seq: 7 reaction: \"👍\" }"),
          Map.entry(new RoomEvent.Pinned(AUTHOR, AT_MS, 7), "message_pinned { message_seq: 7 }"),
          Map.entry(
              new RoomEvent.Unpinned(AUTHOR, AT_MS, 7), "message_unpinned { message_seq: 7 }"),
          Map.entry(
              new RoomEvent.Created(AUTHOR, AT_MS, RoomKind.PRIVATE, NAME, "all of it"),
              "room_created { kind: ROOM_KIND_PRIVATE name: \"Général\" topic: \"all of it\" }"),
          Map.entry(
              new RoomEvent.DirectOpened(AUTHOR, AT_MS, PEER),
              "room_created { kind: ROOM_KIND_DIRECT peer " + PEER_TEXT + " }"),
          Map.entry(
              new RoomEvent.Renamed(AUTHOR, AT_MS, NAME), "room_renamed { name: \"Général\" }"),
          Map.entry(
              new RoomEvent.TopicChanged(AUTHOR, AT_MS, "news"),
              "topic_changed { topic: \"news\" }"),
          Map.entry(
              new RoomEvent.RetentionChanged(AUTHOR, AT_MS, new RetentionRule(86_400_000, 500)),
              "retention_changed { retention { age_seconds_max: 86400 events_max: 500 } }"),
          Map.entry(
              new RoomEvent.SlowModeChanged(AUTHOR, AT_MS, 30_000),
              "slow_mode_changed { interval_seconds: 30 }"),
          Map.entry(new RoomEvent.SlowModeChanged(AUTHOR, AT_MS, 0), "slow_mode_changed {}"),
          Map.entry(
              new RoomEvent.Audited(
                  AUTHOR,
                  AT_MS,
                  new AuditEntry(
                      AuditEntry.Actor.ACCOUNT,
                      AuditAction.PASSWORD_RESET_CREATED,
                      PEER,
                      Map.of(AuditDetail.ROOM_NAME, "Général"))),
              "audited { actor: AUDIT_ACTOR_ACCOUNT action: AUDIT_ACTION_PASSWORD_RESET_CREATED account "
                  + PEER_TEXT
                  + " details { key: \"room_name\" value: \"Général\" } }"),
          Map.entry(
              new RoomEvent.Joined(AUTHOR, AT_MS, PEER, Role.MEMBER),
              "member_joined { member " + PEER_TEXT + " }"),
          Map.entry(new RoomEvent.Left(AUTHOR, AT_MS), "member_left {}"),
          Map.entry(
              new RoomEvent.Kicked(AUTHOR, AT_MS, PEER),
              "member_kicked { member " + PEER_TEXT + " }"),
          Map.entry(
              new RoomEvent.Banned(AUTHOR, AT_MS, PEER, null),
              "member_banned { member " + PEER_TEXT + " }"),
          Map.entry(
              new RoomEvent.Banned(AUTHOR, AT_MS, PEER, Role.MODERATOR),
              "member_banned { member " + PEER_TEXT + " was_member: true }"),
          Map.entry(
              new RoomEvent.Banned(AUTHOR, AT_MS, PEER, null, "spam", 9_000),
              "member_banned { member "
                  + PEER_TEXT
                  + " reason: \"spam\" until_time { seconds: 9 } }"),
          Map.entry(
              new RoomEvent.Muted(AUTHOR, AT_MS, PEER, "spam", 9_000),
              "member_muted { member "
                  + PEER_TEXT
                  + " reason: \"spam\" until_time { seconds: 9 } }"),
          Map.entry(
              new RoomEvent.Kicked(AUTHOR, AT_MS, PEER, "spam"),
              "member_kicked { member " + PEER_TEXT + " reason: \"spam\" }"),
          Map.entry(
              new RoomEvent.Unbanned(AUTHOR, AT_MS, PEER),
              "member_unbanned { member " + PEER_TEXT + " }"),
          Map.entry(
              new RoomEvent.Muted(AUTHOR, AT_MS, PEER),
              "member_muted { member " + PEER_TEXT + " }"),
          Map.entry(
              new RoomEvent.Unmuted(AUTHOR, AT_MS, PEER),
              "member_unmuted { member " + PEER_TEXT + " }"),
          Map.entry(
              new RoomEvent.RoleChanged(AUTHOR, AT_MS, PEER, Role.MODERATOR),
              "role_changed { member " + PEER_TEXT + " role: ROLE_MODERATOR }"),
          Map.entry(
              new RoomEvent.GuestRegistered(AUTHOR, AT_MS, PEER, Role.OWNER),
              "guest_registered { guest " + PEER_TEXT + " role: ROLE_OWNER }"));

  private static UUID id(String name) {
    return UUID.nameUUIDFromBytes(name.getBytes(UTF_8));
  }

  static Stream<RoomEvent> events() {
    return TOLD.keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("events")
  void everyEventHasAllThatClientsNeed(RoomEvent event) throws Exception {
    String head =
        """
        room_id: "%s" epoch: 5 seq: 9 time { seconds: 1790000000 nanos: 123000000 }
        author { id: "%s" name: "Alice" kind: USER_KIND_ADMINISTRATOR }
        """
            .formatted(ROOM.value(), ALICE);

    assertThat(EventWire.of(ROOM, 5, new LogEntry(9, event)))
        .isEqualTo(TextFormat.parse(head + TOLD.get(event), Event.class));
  }

  @Test
  void noKindOfEventIsMissingHere() {
    assertThat(events().map(Object::getClass)).hasSameElementsAs(kindsOf(RoomEvent.class).toList());
  }

  @Test
  void theSessionOfAnAuthorIsNotTold() {
    Event told = EventWire.of(ROOM, 5, new LogEntry(1, new RoomEvent.Left(AUTHOR, AT_MS)));

    assertThat(told.toString()).doesNotContain(SESSION.toString());
  }

  private static Stream<Class<?>> kindsOf(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(EventWireTest::kindsOf)
        : Stream.of(type);
  }
}
