package gochat.wire;

import gochat.Gochat.ChatMessage;
import gochat.room.LogEntry;
import gochat.room.Person;
import gochat.room.RoomEvent;
import gochat.session.Item;
import org.jspecify.annotations.Nullable;

/// Makes the messages of the first contract.
public final class SeedWire {
  /// The author of the server's own messages.
  private static final String SERVER = "server";

  private SeedWire() {}

  /// Null for an item that the contract can't express.
  public static @Nullable ChatMessage of(Item item) {
    return switch (item) {
      case Item.Event(_, _, LogEntry entry) -> broadcast(entry.event());
      case Item.Private(_, Person from, String to, String text) ->
          privately(from == null ? SERVER : from.name(), to, text);
      case Item.Followed _,
          Item.Unfollowed _,
          Item.RoomCaughtUp _,
          Item.CaughtUp _,
          Item.Gap _,
          Item.Reset _,
          Item.MarkerMoved _,
          Item.Hidden _,
          Item.PrivacyTold _,
          Item.SelfChanged _,
          Item.PresenceChanged _,
          Item.Typing _ ->
          null;
    };
  }

  /// An event as all readers see it, without a target; null for one that the contract can't
  /// express.
  public static @Nullable ChatMessage broadcast(RoomEvent event) {
    return event instanceof RoomEvent.Posted posted
        ? ChatMessage.newBuilder()
            .setUsername(posted.author().name())
            .setContent(posted.text())
            .build()
        : null;
  }

  /// A message to one receiver, with the receiver's name as its target.
  private static ChatMessage privately(String from, String to, String text) {
    return ChatMessage.newBuilder().setUsername(from).setTargetname(to).setContent(text).build();
  }
}
