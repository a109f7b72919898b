package gochat.session;

import gochat.account.User;
import gochat.limit.Limits;
import gochat.limit.MessageLimit;
import gochat.peer.Peers;
import gochat.peer.PrivateMessage;
import gochat.room.Author;
import gochat.room.Command;
import gochat.room.Rejection;
import gochat.room.RoomId;
import gochat.room.Standing;
import gochat.shard.Outcome;
import gochat.shard.Rooms;
import gochat.shard.Submitter;
import java.util.function.Consumer;

/// Sends messages to one user: stored in the conversation of two accounts, or else passed on to a
/// connected user. Safe for all threads; nothing waits.
public final class DirectMessages {
  private final Rooms rooms;
  private final Whispers whispers;
  private final int textBytesMax;

  public DirectMessages(Rooms rooms, Online online, Peers peers, Limits limits) {
    this.rooms = rooms;
    whispers = new Whispers(online, peers);
    textBytesMax = limits.of(MessageLimit.TEXT_BYTES);
  }

  /// Whether a message from `from` to `to` is stored.
  public static boolean isStored(Author from, User to) {
    return from.standing() != Standing.GUEST && to.kind().hasAccount();
  }

  /// Sends a message. A stored one opens its conversation if there is none yet. To keep a message
  /// in order with others, the sender waits for the outcomes of earlier messages before, and for
  /// the outcome of a stored one after.
  ///
  /// @param by gets the outcome as by [Rooms#submit] or [Whispers#send]
  /// @return whether the message was taken; false when too much waits
  public boolean send(User to, Command.Post message, Submitter by) {
    Author from = message.author();
    if (isStored(from, to)) {
      RoomId room = RoomId.direct(from.user(), to.id());
      return rooms.submit(room, message.to(Authors.person(to)), by);
    }
    Rejection refusal = Rejection.ofText(message.text(), textBytesMax);
    if (refusal != null) {
      by.reply().accept(new Outcome.Rejected(refusal));
      return true;
    }
    return whispers.send(from.person(), to, message.text(), by);
  }

  /// Passes on a message that is not stored and comes from another server.
  ///
  /// @param outcome as [Submitter#reply]
  public void receive(PrivateMessage message, Consumer<Outcome> outcome) {
    whispers.receive(message, outcome);
  }
}
