package gochat.terminal.chat;

import static gochat.terminal.chat.ServerEvents.ALICE;
import static gochat.terminal.chat.ServerEvents.BOB;
import static gochat.terminal.chat.ServerEvents.connected;
import static gochat.terminal.chat.ServerEvents.event;
import static gochat.terminal.chat.ServerEvents.followed;
import static gochat.terminal.chat.ServerEvents.happened;
import static gochat.terminal.chat.ServerEvents.mentioning;
import static gochat.terminal.chat.ServerEvents.room;
import static gochat.terminal.chat.ServerEvents.said;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import gochat.client.v1.ChatEvent;
import gochat.client.v1.RoomState;
import gochat.v1.Measure;
import gochat.v1.MemberKicked;
import gochat.v1.RoomKind;
import gochat.v1.UnfollowReason;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The listed rooms, the current room, and the remains of closed rooms.
class RoomsTest {
  private static final long NOW = 2_000_000_000_000L;

  private final ChatModel chat = new ChatModel(ALICE);

  @BeforeEach
  void connect() {
    tell(connected());
    tell(followed("lobby", 10));
  }

  private List<Alert> tell(ChatEvent event) {
    return chat.apply(event, NOW);
  }

  private Room lobby() {
    return requireNonNull(chat.room("lobby"));
  }

  private static ChatEvent kicked(String roomId) {
    return new ChatEvent.RoomUnfollowed(roomId, UnfollowReason.UNFOLLOW_REASON_KICKED);
  }

  @Test
  void messagesOfOtherRoomsAreUnread() {
    tell(followed("dev", 0));
    tell(said("dev", 1, BOB, "one"));
    tell(mentioning("dev", 2, BOB, "@Alice two", ALICE));
    tell(said("dev", 3, ALICE, "from my other device"));
    Room dev = requireNonNull(chat.room("dev"));
    assertThat(dev.unread()).isEqualTo(2);
    assertThat(dev.attention()).isEqualTo(1);
    assertThat(chat.nextUnread()).isSameAs(dev);

    chat.goTo(dev);
    assertThat(dev.unreadLineAfter()).isZero();
    assertThat(chat.seen()).isEqualTo(3);
    assertThat(dev.unread()).isZero();
    assertThat(chat.seen()).isEqualTo(-1);
    assertThat(chat.nextUnread()).isNull();
  }

  @Test
  void aHiddenRoomIsListedOnlyWhileItIsShown() {
    tell(followed("dev", 0));
    Room dev = requireNonNull(chat.room("dev"));
    chat.hide(dev, true);
    tell(mentioning("dev", 1, BOB, "@Alice", ALICE));
    assertThat(chat.rooms()).containsExactly(lobby());
    assertThat(chat.allRooms()).containsExactly(lobby(), dev);
    assertThat(chat.nextUnread()).isNull();
    chat.goTo(dev);
    assertThat(chat.rooms()).containsExactly(lobby(), dev);
    chat.goTo(lobby());
    chat.hide(dev, false);
    assertThat(chat.rooms()).containsExactly(lobby(), dev);
  }

  @Test
  void aHiddenDirectConversationReturnsWithANewMessage() {
    gochat.v1.Room.Builder direct =
        room("direct", 5, 5, 0).toBuilder().setKind(RoomKind.ROOM_KIND_DIRECT).setPeer(BOB);
    direct.getMembershipBuilder().setHidden(true);
    tell(new ChatEvent.RoomFollowed(direct.build(), 4));
    tell(said("direct", 5, BOB, "known when it was hidden"));
    assertThat(chat.rooms()).containsExactly(lobby());
    tell(said("direct", 6, BOB, "new"));
    assertThat(chat.rooms()).hasSize(2);
  }

  @Test
  void aRoomThatIsClosedStaysInViewUntilTheUserGoesElsewhere() {
    tell(followed("dev", 0));
    Room dev = requireNonNull(chat.room("dev"));
    chat.goTo(dev);
    chat.draft(dev, new Draft("half", 2));
    tell(
        happened(event("dev", 1, BOB).setMemberKicked(MemberKicked.newBuilder().setMember(ALICE))));
    tell(kicked("dev"));
    assertThat(chat.current()).isSameAs(dev);
    assertThat(dev.closing())
        .isEqualTo(
            new RoomState.Closing(
                UnfollowReason.UNFOLLOW_REASON_KICKED, BOB, Measure.getDefaultInstance()));
    assertThat(chat.seen()).isEqualTo(-1);

    chat.goTo(lobby());
    assertThat(chat.rooms()).containsExactly(lobby());
    assertThat(chat.drafts(false)).containsExactly(Map.entry("dev", new Draft("half", 2)));
  }

  @Test
  void aRoomClosedOutOfViewIsRemovedAndItsDraftIsKept() {
    tell(followed("dev", 0));
    Room dev = requireNonNull(chat.room("dev"));
    chat.goTo(dev);
    chat.sending(new Line.Outgoing("1", NOW, "on its way", 0, SendStatus.PENDING));
    chat.draft(dev, new Draft("half", 2));
    chat.goTo(lobby());
    tell(kicked("dev"));
    assertThat(chat.rooms()).containsExactly(lobby());
    assertThat(chat.drafts(false))
        .containsExactly(Map.entry("dev", new Draft("on its way\nhalf", 13)));
  }

  @Test
  void aClosedRoomThatOneComesBackToIsOpenAgain() {
    tell(followed("dev", 0));
    Room dev = requireNonNull(chat.room("dev"));
    chat.goTo(dev);
    tell(kicked("dev"));
    tell(followed("dev", 3));
    assertThat(chat.current()).isSameAs(dev);
    assertThat(dev.closing()).isNull();
  }

  @Test
  void onlyTheUserChangesTheShownRoom() {
    chat.want("dev");
    tell(followed("ops", 0));
    tell(followed("dev", 0));
    assertThat(chat.current()).isSameAs(lobby());
    assertThat(chat.arrived()).isSameAs(chat.room("dev"));
    assertThat(chat.arrived()).isNull();
  }

  @Test
  void draftsOfAnEarlierRunReturnWithTheirRoom() {
    ChatModel next = new ChatModel(ALICE);
    next.restore(Map.of("dev", new Draft("half a", 4)), "dev");
    next.apply(connected(), NOW);
    next.apply(followed("lobby", 10), NOW);
    assertThat(next.isAwaitingRoom()).isTrue();
    next.apply(followed("dev", 0), NOW);
    assertThat(requireNonNull(next.current()).id()).isEqualTo("dev");
    assertThat(next.current().draft()).isEqualTo(new Draft("half a", 4));
  }

  @Test
  void theFirstRoomIsShownWhenTheOneOfAnEarlierRunIsGone() {
    ChatModel next = new ChatModel(ALICE);
    next.restore(Map.of("dev", new Draft("half a", 4)), "dev");
    next.apply(connected(), NOW);
    next.apply(followed("lobby", 10), NOW);
    next.apply(new ChatEvent.CaughtUp(), NOW);
    assertThat(requireNonNull(next.current()).id()).isEqualTo("lobby");
    assertThat(next.drafts(false)).containsExactly(Map.entry("dev", new Draft("half a", 4)));
  }
}
