package gochat.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.TextFormat;
import gochat.account.Audience;
import gochat.account.Privacy;
import gochat.account.User;
import gochat.account.UserKind;
import gochat.account.UserName;
import gochat.journal.ReadMarkers.Unread;
import gochat.journal.RoomDirectory.Listing;
import gochat.presence.PresenceTracker;
import gochat.room.Author;
import gochat.room.LogEntry;
import gochat.room.Measure;
import gochat.room.Person;
import gochat.room.RetentionRule;
import gochat.room.Role;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.room.RoomKind;
import gochat.room.RoomName;
import gochat.room.Standing;
import gochat.session.Item;
import gochat.v1.Room;
import gochat.v1.ServerFrame;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FrameWireTest {
  private static final UUID ALICE = UUID.fromString("00000000-0000-4000-8000-00000000000a");
  private static final UUID BOB = UUID.fromString("00000000-0000-4000-8000-00000000000b");
  private static final Person PERSON = new Person(ALICE, "Alice", Standing.ACCOUNT);
  private static final RoomId DIRECT = RoomId.direct(ALICE, BOB);
  private static final RoomId ROOM = new RoomId("6d5c1b7e-8a44-4f0e-9b52-51f4ad7a0c11");
  private static final User USER = new User(ALICE, UserName.stored("Alice"), UserKind.ACCOUNT);

  private static final String ALICE_TEXT =
      "{ id: \"%s\" name: \"Alice\" kind: USER_KIND_ACCOUNT }".formatted(ALICE);
  private static final String ROOM_TEXT = "room_id: \"%s\"".formatted(ROOM.value());

  private static final Measure MEASURE = new Measure(PERSON, PERSON, "spam", 1_000, 9_000);
  private static final String MEASURE_TEXT =
      "{ user %1$s by %1$s reason: \"spam\" since_time { seconds: 1 } until_time { seconds: 9 } }"
          .formatted(ALICE_TEXT);

  private static final Listing DIRECT_LISTING =
      new Listing(
          DIRECT,
          RoomKind.DIRECT,
          null,
          "",
          RetentionRule.NONE,
          0,
          12,
          0,
          2,
          List.of(5L, 3L),
          PERSON,
          Role.MEMBER,
          1,
          MEASURE,
          null,
          false);

  private static final Map<Item, String> TOLD =
      Map.ofEntries(
          Map.entry(
              new Item.Event(
                  ROOM,
                  5,
                  new LogEntry(
                      3,
                      new RoomEvent.Left(
                          new Author(ALICE, BOB, "Alice", Standing.ACCOUNT), 2_000))),
              "event { "
                  + ROOM_TEXT
                  + " epoch: 5 seq: 3 time { seconds: 2 } member_left {} author "
                  + ALICE_TEXT
                  + " }"),
          Map.entry(
              new Item.Private("id", PERSON, "Bob", "psst"),
              "private_message { id: \"id\" author " + ALICE_TEXT + " text: \"psst\" }"),
          Map.entry(
              new Item.Private("", null, "Bob", "I am the server."),
              "private_message { text: \"I am the server.\" }"),
          Map.entry(
              new Item.Followed(DIRECT_LISTING, new Unread(10, 2, 1), 5, 11),
              """
              room_followed { seq: 11 room { room_id: "%s" kind: ROOM_KIND_DIRECT epoch: 5 head_seq: 12
              member_count: 2 peer %s membership { role: ROLE_MEMBER muted: true mute %s read_seq: 10
              unread_count: 2 unread_mention_count: 1 } pinned_message_seqs: [5, 3] } }\
              """
                  .formatted(DIRECT.value(), ALICE_TEXT, MEASURE_TEXT)),
          Map.entry(
              new Item.Unfollowed(ROOM, Item.Unfollowed.Reason.KICKED),
              "room_unfollowed { " + ROOM_TEXT + " reason: UNFOLLOW_REASON_KICKED }"),
          Map.entry(
              new Item.Unfollowed(ROOM, Item.Unfollowed.Reason.BANNED, MEASURE),
              "room_unfollowed { "
                  + ROOM_TEXT
                  + " reason: UNFOLLOW_REASON_BANNED measure "
                  + MEASURE_TEXT
                  + " }"),
          Map.entry(
              new Item.Unfollowed(new RoomId("#dev"), Item.Unfollowed.Reason.NOT_FOUND),
              "room_unfollowed { room: \"#dev\" reason: UNFOLLOW_REASON_NOT_FOUND }"),
          Map.entry(
              new Item.RoomCaughtUp(ROOM, 5, 12),
              "room_caught_up { " + ROOM_TEXT + " epoch: 5 seq: 12 }"),
          Map.entry(new Item.CaughtUp(), "caught_up {}"),
          Map.entry(
              new Item.Gap(ROOM, 5, 3, 9, Item.Gap.Cause.CATCH_UP_MAX),
              "gap { "
                  + ROOM_TEXT
                  + " epoch: 5 from_seq: 3 to_seq: 9 reason: GAP_REASON_CATCH_UP_MAX }"),
          Map.entry(new Item.Reset(ROOM, 2), "reset { " + ROOM_TEXT + " epoch: 2 }"),
          Map.entry(
              new Item.MarkerMoved(ROOM, 5, 8),
              "read_marker { " + ROOM_TEXT + " epoch: 5 seq: 8 }"),
          Map.entry(new Item.Hidden(ROOM, true), "room_hidden { " + ROOM_TEXT + " hidden: true }"),
          Map.entry(
              new Item.PrivacyTold(
                  new Privacy(
                      Audience.SHARED_ROOM,
                      Audience.NOBODY,
                      List.of(new Privacy.Blocked(ALICE, "Alice")))),
              """
              privacy_state { privacy { messages: AUDIENCE_SHARED_ROOM
              invitations: AUDIENCE_NOBODY } blocked_user_ids: "%s" }\
              """
                  .formatted(ALICE)),
          Map.entry(new Item.SelfChanged(USER), "self_changed { user " + ALICE_TEXT + " }"),
          Map.entry(
              new Item.PresenceChanged(
                  ALICE,
                  new PresenceTracker.Presence(PresenceTracker.Availability.OFFLINE, 2_000L)),
              """
              presence { user_id: "%s" availability: AVAILABILITY_OFFLINE
              last_seen_time { seconds: 2 } }\
              """
                  .formatted(ALICE)),
          Map.entry(
              new Item.Typing(ROOM, USER), "typing { " + ROOM_TEXT + " user " + ALICE_TEXT + " }"));

  static Stream<Item> items() {
    return TOLD.keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("items")
  void everyItemHasItsFrame(Item item) throws Exception {
    assertThat(FrameWire.of(item)).isEqualTo(TextFormat.parse(TOLD.get(item), ServerFrame.class));
  }

  @Test
  void noKindOfItemIsMissingHere() {
    assertThat(items().<Class<?>>map(Object::getClass).distinct())
        .containsExactlyInAnyOrder(Item.class.getPermittedSubclasses());
  }

  @Test
  void aFrameIsLikeTheEventsOfASharedTurn() {
    Item.Event item =
        items()
            .filter(Item.Event.class::isInstance)
            .map(Item.Event.class::cast)
            .findAny()
            .orElseThrow();

    assertThat(FrameWire.event(item.room(), item.epoch(), item.entry()))
        .isEqualTo(FrameWire.of(item));
  }

  @Test
  void somebodyWhoIsNoMemberHasNoMembership() {
    RoomName name = new RoomName("News", "news");
    Listing open =
        new Listing(
            ROOM,
            RoomKind.PUBLIC,
            name,
            "of all",
            RetentionRule.NONE,
            0,
            4,
            0,
            9,
            List.of(),
            null,
            null,
            0,
            null,
            null,
            false);

    Room told = RoomWire.of(open, new Unread(0, 4, 0), 1);

    assertThat(told.getName()).isEqualTo("News");
    assertThat(told.hasMembership()).isFalse();
  }

  @Test
  void everybodyIsAMemberOfTheLobby() {
    Listing lobby =
        new Listing(
            RoomId.LOBBY,
            RoomKind.LOBBY,
            null,
            "",
            RetentionRule.NONE,
            0,
            4,
            0,
            0,
            List.of(),
            null,
            null,
            0,
            null,
            null,
            false);

    assertThat(RoomWire.of(lobby, new Unread(1, 3, 0), 1).getMembership().getUnreadCount())
        .isEqualTo(3);
  }

  @Test
  void rolesAndKindsAreThereAndBackTheSame() {
    assertThat(Arrays.stream(Role.values()).map(RoomWire::role).map(RoomWire::role))
        .allMatch(role -> role.isPresent())
        .extracting(role -> role.orElseThrow())
        .containsExactly(Role.values());
    assertThat(Arrays.stream(RoomKind.values()).map(RoomWire::kind)).doesNotHaveDuplicates();
  }
}
