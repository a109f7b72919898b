package gochat.wire;

import gochat.Gochat.ChatMessage;
import gochat.room.RoomEvent;

/// The messages of the seed contract.
public final class SeedWire {
  private SeedWire() {}

  /// An event as everybody sees it: no target.
  public static ChatMessage broadcast(RoomEvent event) {
    return switch (event) {
      case RoomEvent.Posted posted ->
          ChatMessage.newBuilder()
              .setUsername(posted.author().name())
              .setContent(posted.text())
              .build();
    };
  }

  /// A message to one receiver, whose name it carries.
  public static ChatMessage privately(String from, String to, String text) {
    return ChatMessage.newBuilder().setUsername(from).setTargetname(to).setContent(text).build();
  }
}
