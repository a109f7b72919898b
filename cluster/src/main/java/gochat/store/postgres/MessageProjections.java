package gochat.store.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import gochat.room.RoomEvent;
import java.util.UUID;

/// The changes of the projections of messages: mentions, reactions, pins, erased texts.
final class MessageProjections {
  private static final String REMOVE_MENTIONS =
      "DELETE FROM mention WHERE room = ? AND message = ?";

  /// The message id stays, to recognise a repetition of the message.
  private static final String DELETE =
      REMOVE_MENTIONS
          + """
          ;
          DELETE FROM reaction WHERE room = ? AND message = ?;
          DELETE FROM pin WHERE room = ? AND message = ?;
          UPDATE event SET text = NULL, fingerprint = NULL, mentions = NULL, message = NULL,
            thread = NULL WHERE room = ? AND seq = ? AND kind = 1;
          UPDATE event SET text = NULL, mentions = NULL
            WHERE room = ? AND message = ? AND NOT shown
          """;

  private final Changes changes;

  MessageProjections(Changes changes) {
    this.changes = changes;
  }

  void follow(long room, long seq, RoomEvent.OnMessage change) {
    long message = change.message();
    switch (change) {
      case RoomEvent.Edited edited -> {
        changes.add(REMOVE_MENTIONS, room, message);
        mention(room, message, edited);
      }
      case RoomEvent.Deleted _ ->
          changes.add(
              DELETE, room, message, room, message, room, message, room, message, room, message);
      case RoomEvent.ReactionAdded added ->
          changes.add(
              "INSERT INTO reaction (room, message, reaction, user_id, since)"
                  + " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
              room,
              message,
              added.reaction().getBytes(UTF_8),
              added.author().user(),
              seq);
      case RoomEvent.ReactionRemoved removed ->
          changes.add(
              "DELETE FROM reaction"
                  + " WHERE room = ? AND message = ? AND reaction = ? AND user_id = ?",
              room,
              message,
              removed.reaction().getBytes(UTF_8),
              removed.author().user());
      case RoomEvent.Pinned _ -> pin(room, message, seq);
      case RoomEvent.Unpinned _ ->
          changes.add("DELETE FROM pin WHERE room = ? AND message = ?", room, message);
    }
  }

  /// @param since the seq of the event that pinned the message
  void pin(long room, long message, long since) {
    changes.add(
        "INSERT INTO pin (room, message, since) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        room,
        message,
        since);
  }

  void mention(long room, long message, RoomEvent.Text text) {
    for (UUID user : text.mentions()) {
      if (!user.equals(text.author().user())) {
        changes.add(
            "INSERT INTO mention (room, message, user_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            room,
            message,
            user);
      }
    }
  }
}
