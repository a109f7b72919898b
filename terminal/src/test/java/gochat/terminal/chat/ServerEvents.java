package gochat.terminal.chat;

import com.google.protobuf.Timestamp;
import gochat.client.v1.ChatEvent;
import gochat.v1.Event;
import gochat.v1.HistoryEntry;
import gochat.v1.HistoryPage;
import gochat.v1.Membership;
import gochat.v1.MessageDeleted;
import gochat.v1.MessageEdited;
import gochat.v1.MessagePinned;
import gochat.v1.MessagePosted;
import gochat.v1.ReactionAdded;
import gochat.v1.RoomKind;
import gochat.v1.User;
import gochat.v1.UserKind;

/// Builds events and replies of a server.
public final class ServerEvents {
  public static final User ALICE = user("Alice");
  public static final User BOB = user("Bob");

  private ServerEvents() {}

  public static User user(String name) {
    return User.newBuilder()
        .setId("id of " + name)
        .setName(name)
        .setKind(UserKind.USER_KIND_ACCOUNT)
        .build();
  }

  public static ChatEvent connected() {
    return new ChatEvent.Connected(ALICE, "session");
  }

  public static gochat.v1.Room room(String id, long head, long readSeq, int unread) {
    return gochat.v1.Room.newBuilder()
        .setRoomId(id)
        .setName(id)
        .setKind(RoomKind.ROOM_KIND_PUBLIC)
        .setEpoch(7)
        .setHeadSeq(head)
        .setMembership(Membership.newBuilder().setReadSeq(readSeq).setUnreadCount(unread))
        .build();
  }

  public static ChatEvent followed(String id, long head) {
    return new ChatEvent.RoomFollowed(room(id, head, head, 0), head);
  }

  public static Event.Builder event(String room, long seq, User author) {
    return Event.newBuilder()
        .setRoomId(room)
        .setEpoch(7)
        .setSeq(seq)
        .setAuthor(author)
        .setTime(Timestamp.newBuilder().setSeconds(1_000_000 + seq));
  }

  public static ChatEvent happened(Event.Builder event) {
    Event built = event.build();
    return new ChatEvent.Happened(built, built.getAuthor().equals(ALICE));
  }

  public static ChatEvent said(String room, long seq, User author, String text) {
    return said(room, seq, author, text, "");
  }

  public static ChatEvent said(String room, long seq, User author, String text, String id) {
    return happened(
        event(room, seq, author)
            .setMessagePosted(MessagePosted.newBuilder().setText(text).setClientMessageId(id)));
  }

  public static ChatEvent mentioning(
      String room, long seq, User author, String text, User mentioned) {
    return happened(
        event(room, seq, author)
            .setMessagePosted(
                MessagePosted.newBuilder().setText(text).addMentionedUserIds(mentioned.getId())));
  }

  public static ChatEvent edited(String room, long seq, User author, long message, String text) {
    return happened(
        event(room, seq, author)
            .setMessageEdited(MessageEdited.newBuilder().setMessageSeq(message).setText(text)));
  }

  public static ChatEvent deleted(String room, long seq, User author, long message) {
    return happened(
        event(room, seq, author)
            .setMessageDeleted(MessageDeleted.newBuilder().setMessageSeq(message)));
  }

  public static ChatEvent reacted(String room, long seq, User author, long message) {
    return happened(
        event(room, seq, author)
            .setReactionAdded(ReactionAdded.newBuilder().setMessageSeq(message).setReaction("👍")));
  }

  public static ChatEvent pinned(String room, long seq, User author, long message) {
    return happened(
        event(room, seq, author)
            .setMessagePinned(MessagePinned.newBuilder().setMessageSeq(message)));
  }

  /// A page with messages of Bob.
  public static HistoryPage page(long from, long to, long asOf) {
    HistoryPage.Builder page =
        HistoryPage.newBuilder().setEarlierPageToken(from > 1 ? "earlier" : "");
    page.getAsOfBuilder().setSeq(asOf);
    for (long seq = from; seq <= to; seq++) {
      page.addEntries(
          HistoryEntry.newBuilder()
              .setEvent(
                  event("lobby", seq, BOB)
                      .setMessagePosted(MessagePosted.newBuilder().setText("old " + seq))));
    }
    return page.build();
  }
}
