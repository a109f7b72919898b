package gochat.terminal.chat;

import gochat.v1.Event;
import gochat.v1.User;
import java.util.ArrayList;
import java.util.List;

/// Something in a timeline. Names and texts of others may hold anything.
public sealed interface Line {
  /// Milliseconds since 1970.
  long timeMs();

  static long timeMs(Event event) {
    return event.getTime().getSeconds() * 1_000 + event.getTime().getNanos() / 1_000_000;
  }

  /// What stands in the room's log.
  sealed interface Logged extends Line {
    long seq();
  }

  /// @param asOfSeq up to which event of the room its changes are in it already
  /// @param replyTo the seq of the message that it answers; 0: none
  /// @param isDeleted its text is erased
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
    /// Whether it is somebody else's and mentions the user.
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
          seq, timeMs, atSeq, author, "", isOwn, Mentions.NOBODY, replyTo, false, true, List.of());
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

  /// Somebody came, went, was made a moderator, and so on.
  record RoomEvent(Event event) implements Logged {
    @Override
    public long seq() {
      return event.getSeq();
    }

    @Override
    public long timeMs() {
      return Line.timeMs(event);
    }
  }

  /// A message of the user that is not known to be in the log.
  ///
  /// @param id the client message id
  record Outgoing(String id, long timeMs, String text, long replyTo, SendStatus status)
      implements Line {
    Outgoing with(SendStatus newStatus) {
      return new Outgoing(id, timeMs, text, replyTo, newStatus);
    }
  }

  /// A message to one person that is in no log, or that was typed in another room.
  ///
  /// @param peer who it came from or went to
  /// @param id the client message id of the user's own; empty for others'
  record Whisper(String id, long timeMs, String peer, String text, boolean isOwn, SendStatus status)
      implements Line {
    Whisper with(SendStatus newStatus) {
      return new Whisper(id, timeMs, peer, text, isOwn, newStatus);
    }
  }

  /// What the client or the server has to say; harmless already.
  record Notice(long timeMs, String text) implements Line {}
}
