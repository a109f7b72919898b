package gochat.store.sqlite;

import gochat.room.RoomEvent;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/// Updates the projections of messages with each event: mentions, reactions, pins, erased texts.
/// Messages are identified by their [EventKey]. Not thread-safe.
final class MessageProjections {
  private final PreparedStatement addMention;
  private final PreparedStatement removeMentions;
  private final PreparedStatement addReaction;
  private final PreparedStatement removeReaction;
  private final PreparedStatement removeReactions;
  private final PreparedStatement pin;
  private final PreparedStatement unpin;
  private final PreparedStatement eraseMessage;
  private final PreparedStatement eraseChanges;

  MessageProjections(Statements statements) throws SQLException {
    addMention = statements.prepare("INSERT OR IGNORE INTO mention (user, message) VALUES (?, ?)");
    removeMentions = statements.prepare("DELETE FROM mention WHERE message = ?");
    addReaction =
        statements.prepare(
            "INSERT OR IGNORE INTO reaction (message, reaction, user, since) VALUES (?, ?, ?, ?)");
    removeReaction =
        statements.prepare(
            "DELETE FROM reaction WHERE message = ? AND " + Columns.REACTION + " = ? AND user = ?");
    removeReactions = statements.prepare("DELETE FROM reaction WHERE message = ?");
    pin = statements.prepare("INSERT OR IGNORE INTO pin (pinned, since) VALUES (?, ?)");
    unpin = statements.prepare("DELETE FROM pin WHERE pinned = ?");
    // The message id stays, to recognise a repetition of the message.
    eraseMessage =
        statements.prepare(
            "UPDATE event SET text = NULL, fingerprint = NULL, mentions = NULL, message = NULL,"
                + " thread = NULL WHERE key = ? AND kind = "
                + EventKind.POSTED.number);
    eraseChanges =
        statements.prepare(
            "UPDATE event INDEXED BY event_change SET text = NULL, mentions = NULL"
                + " WHERE message = ? AND NOT shown");
  }

  void posted(long message, RoomEvent.Posted posted) throws SQLException {
    mention(message, posted);
  }

  /// @param key the event's key
  void follow(long message, long key, RoomEvent.OnMessage change) throws SQLException {
    switch (change) {
      case RoomEvent.Edited edited -> {
        run(removeMentions, message);
        mention(message, edited);
      }
      case RoomEvent.Deleted _ -> deleted(message);
      case RoomEvent.ReactionAdded added -> reacted(message, added, key);
      case RoomEvent.ReactionRemoved removed -> reactionRemoved(message, removed);
      case RoomEvent.Pinned _ -> pinned(message, key);
      case RoomEvent.Unpinned _ -> run(unpin, message);
    }
  }

  private void mention(long message, RoomEvent.Text text) throws SQLException {
    for (UUID user : text.mentions()) {
      if (!user.equals(text.author().user())) {
        addMention.setBytes(1, Columns.bytes(user));
        addMention.setLong(2, message);
        addMention.executeUpdate();
      }
    }
  }

  private void deleted(long message) throws SQLException {
    for (PreparedStatement change :
        List.of(removeMentions, removeReactions, unpin, eraseMessage, eraseChanges)) {
      run(change, message);
    }
  }

  private static void run(PreparedStatement change, long message) throws SQLException {
    change.setLong(1, message);
    change.executeUpdate();
  }

  /// @param since the event's key
  private void reacted(long message, RoomEvent.ReactionAdded added, long since)
      throws SQLException {
    addReaction.setLong(1, message);
    addReaction.setString(2, added.reaction());
    addReaction.setBytes(3, Columns.bytes(added.author().user()));
    addReaction.setLong(4, since);
    addReaction.executeUpdate();
  }

  private void reactionRemoved(long message, RoomEvent.ReactionRemoved removed)
      throws SQLException {
    removeReaction.setLong(1, message);
    removeReaction.setString(2, removed.reaction());
    removeReaction.setBytes(3, Columns.bytes(removed.author().user()));
    removeReaction.executeUpdate();
  }

  /// @param since the key of the event that pinned the message
  void pinned(long message, long since) throws SQLException {
    pin.setLong(1, message);
    pin.setLong(2, since);
    pin.executeUpdate();
  }
}
