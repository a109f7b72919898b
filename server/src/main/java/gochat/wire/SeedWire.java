package gochat.wire;

import gochat.Gochat.ChatMessage;
import gochat.room.RoomEvent;
import org.jspecify.annotations.Nullable;

/// The messages of the seed contract.
public final class SeedWire {
  private SeedWire() {}

  /// An event as everybody sees it: no target. Null for one that the contract can't tell of.
  public static @Nullable ChatMessage broadcast(RoomEvent event) {
    return event instanceof RoomEvent.Posted posted
        ? ChatMessage.newBuilder()
            .setUsername(posted.author().name())
            .setContent(posted.text())
            .build()
        : null;
  }

  /// A message to one receiver, whose name it carries.
  public static ChatMessage privately(String from, String to, String text) {
    return ChatMessage.newBuilder().setUsername(from).setTargetname(to).setContent(text).build();
  }
}
