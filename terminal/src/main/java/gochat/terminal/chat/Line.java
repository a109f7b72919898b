package gochat.terminal.chat;

import gochat.v1.Event;
import gochat.v1.User;
import java.util.ArrayList;
import java.util.List;

/// A line of a timeline. Names and texts of other users may contain any characters.
public sealed interface Line {
  /// Milliseconds since 1970.
  long timeMs();

  static long timeMs(Event event) {
    return event.getTime().getSeconds() * 1_000 + event.getTime().getNanos() / 1_000_000;
  }

  /// A line of the room's log.
  sealed interface Logged extends Line {
    long seq();
  }

  /// @param asOfSeq the last event whose change the line includes
  /// @param replyTo the seq of the answered message; 0: none
  /// @param isDeleted whether the text is erased
  record Message(
      long seq,
      long timeMs,
      long asOfSeq,
      User author,
      String text,
      boolean isOwn,
      Mentions mentioned,
      long replyTo,
      boolean isEdited,
      boolean isDeleted,
      List<Reaction> reactions)
      implements Logged {
    /// Whether another user has written it and mentions this user.
    public boolean isForMe() {
      return !isOwn && mentioned.self();
    }

    Message edited(long atSeq, String newText, Mentions nowMentioned) {
      return new Message(
          seq,
          timeMs,
          atSeq,
          author,
          newText,
          isOwn,
          nowMentioned,
          replyTo,
          true,
          false,
          reactions);
    }

    Message deleted(long atSeq) {
      return new Message(
          seq, timeMs, atSeq, author, "", isOwn, Mentions.NONE, replyTo, false, true, List.of());
    }

    /// @param change 1 or -1
    Message reacted(long atSeq, String symbol, int change, boolean isOwnChange) {
      List<Reaction> next = new ArrayList<>();
      boolean isKnown = false;
      for (Reaction reaction : reactions) {
        if (!reaction.symbol().equals(Reaction.canonical(symbol))) {
          next.add(reaction);
          continue;
        }
        isKnown = true;
        int count = reaction.count() + change;
        if (count > 0) {
          next.add(new Reaction(symbol, count, isOwnChange ? change > 0 : reaction.isOwn()));
        }
      }
      if (!isKnown && change > 0) {
        next.add(new Reaction(symbol, 1, isOwnChange));
      }
      return new Message(
          seq,
          timeMs,
          atSeq,
          author,
          text,
          isOwn,
          mentioned,
          replyTo,
          isEdited,
          isDeleted,
          List.copyOf(next));
    }
  }

  /// An event that is no message, such as a new member.
  record RoomEvent(Event event) implements Logged {
    /// The seq of the message that it is about; 0: none.
    public long messageSeq() {
      return switch (event.getPayloadCase()) {
        case MESSAGE_PINNED -> event.getMessagePinned().getMessageSeq();
        case MESSAGE_UNPINNED -> event.getMessageUnpinned().getMessageSeq();
        default -> 0;
      };
    }

    @Override
    public long seq() {
      return event.getSeq();
    }

    @Override
    public long timeMs() {
      return Line.timeMs(event);
    }
  }

  /// An own message that is not known to be in the log.
  ///
  /// @param id the client message id
  record Outgoing(String id, long timeMs, String text, long replyTo, SendStatus status)
      implements Line {
    Outgoing with(SendStatus newStatus) {
      return new Outgoing(id, timeMs, text, replyTo, newStatus);
    }
  }

  /// A private message that is in no log, or that was typed in another room.
  ///
  /// @param id the client message id of an own message; empty for others
  /// @param peer the sender or receiver
  record Whisper(String id, long timeMs, String peer, String text, boolean isOwn, SendStatus status)
      implements Line {
    Whisper with(SendStatus newStatus) {
      return new Whisper(id, timeMs, peer, text, isOwn, newStatus);
    }
  }

  /// A notice of the client or the server; safe to show.
  record Notice(long timeMs, String text) implements Line {}
}
