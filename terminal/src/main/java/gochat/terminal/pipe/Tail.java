package gochat.terminal.pipe;

import gochat.client.v1.Chat;
import gochat.client.v1.ChatEvent;
import gochat.terminal.exit.ExitCode;
import gochat.terminal.text.Texts;
import gochat.terminal.text.VisibleText;
import gochat.v1.Event;
import gochat.v1.Gap;
import gochat.v1.PrivateMessage;
import gochat.v1.Reset;
import gochat.v1.Room;
import gochat.v1.ServerFrame;
import gochat.v1.UnfollowReason;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/// Writes events as they come. Runs on the chat's thread: a blocked output slows the server down.
final class Tail implements Chat.Listener {
  private final CommandContext context;
  private final Texts texts;
  private final EventFormatter formatter;
  private final ConnectionNotices connectionNotices;
  private final @Nullable String onlyRoom;
  private final boolean isFollowing;
  private final boolean isJson;

  // Confined to the chat's thread.
  private final Map<String, String> titles = new HashMap<>();
  private boolean hasCaughtUp;

  private final CompletableFuture<@Nullable Failure> done = new CompletableFuture<>();

  /// @param isOne whether `rooms` is the one requested room, rather than all rooms of the user
  Tail(
      CommandContext context,
      List<Room> rooms,
      boolean isOne,
      boolean isFollowing,
      boolean isJson) {
    this.context = context;
    texts = context.texts();
    formatter = new EventFormatter(texts);
    connectionNotices = new ConnectionNotices(context);
    onlyRoom = isOne ? rooms.getFirst().getRoomId() : null;
    this.isFollowing = isFollowing;
    this.isJson = isJson;
    rooms.forEach(room -> titles.put(room.getRoomId(), EventFormatter.title(room)));
  }

  /// Waits until all requested events are written.
  void await(PipeChat chat) throws Failure, IOException, InterruptedException {
    Thread.startVirtualThread(() -> awaitEnd(chat));
    try {
      Failure failure = done.get();
      if (failure != null) {
        throw failure;
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
    }
  }

  private void awaitEnd(PipeChat chat) {
    try {
      done.complete(chat.awaitEnd());
    } catch (IOException | InterruptedException e) {
      done.completeExceptionally(e);
    }
  }

  @Override
  public void on(Chat chat, ChatEvent event) throws IOException {
    if (done.isDone()) {
      return;
    }
    switch (event) {
      case ChatEvent.Happened(var happened, _) -> write(happened);
      case ChatEvent.RoomFollowed(var room, _) ->
          titles.put(room.getRoomId(), EventFormatter.title(room));
      case ChatEvent.PrivateMessage(var id, var author, var text) -> {
        PrivateMessage.Builder message = PrivateMessage.newBuilder().setId(id).setText(text);
        if (author != null) {
          message.setAuthor(author);
        }
        write(message.build());
      }
      case ChatEvent.Gap(var room, var epoch, var from, var to, var reason) -> {
        if (isWanted(room)) {
          Gap gap =
              Gap.newBuilder()
                  .setRoomId(room)
                  .setEpoch(epoch)
                  .setFromSeq(from)
                  .setToSeq(to)
                  .setReason(reason)
                  .build();
          tell(
              ServerFrame.newBuilder().setGap(gap).build(),
              switch (reason) {
                case GAP_REASON_RETENTION -> "tail.removed";
                case GAP_REASON_DAMAGED -> "tail.damaged";
                default -> "tail.gap";
              },
              title(room),
              Long.toString(from),
              Long.toString(to));
        }
      }
      case ChatEvent.Reset(var room, var epoch) -> {
        if (isWanted(room)) {
          Reset reset = Reset.newBuilder().setRoomId(room).setEpoch(epoch).build();
          tell(ServerFrame.newBuilder().setReset(reset).build(), "tail.reset", title(room));
        }
      }
      case ChatEvent.RoomUnfollowed(var room, var reason, _) -> unfollowed(room, reason);
      case ChatEvent.CaughtUp _ -> {
        context.output().flush();
        hasCaughtUp = true;
        if (!isFollowing) {
          done.complete(null);
        }
      }
      case ChatEvent.Disconnected _, ChatEvent.Connected _ -> connectionNotices.on(chat, event);
      case ChatEvent.Ended _,
          ChatEvent.RoomCaughtUp _,
          ChatEvent.ReadMarker _,
          ChatEvent.RoomHidden _,
          ChatEvent.PrivacyKnown _,
          ChatEvent.SelfChanged _,
          ChatEvent.PresenceChanged _,
          ChatEvent.Typing _ -> {
        // These are in no log.
      }
    }
  }

  private void write(Event event) throws IOException {
    if (!isWanted(event.getRoomId())) {
      return;
    }
    if (isJson) {
      context.output().json(ServerFrame.newBuilder().setEvent(event).build());
    } else {
      context.output().entry(formatter.of(event, onlyRoom == null ? title(event.getRoomId()) : ""));
    }
    flushIfLive();
  }

  private void write(PrivateMessage message) throws IOException {
    if (onlyRoom != null) {
      return;
    }
    if (isJson) {
      context.output().json(ServerFrame.newBuilder().setPrivateMessage(message).build());
    } else {
      String author =
          message.hasAuthor()
              ? EventFormatter.name(message.getAuthor())
              : texts.get("event.server");
      context.output().entry(formatter.privateMessage(author, message.getText()));
    }
    flushIfLive();
  }

  private void tell(ServerFrame frame, String key, Object... values) throws IOException {
    if (isJson) {
      context.output().json(frame);
      flushIfLive();
    } else {
      context.notice(key, values);
    }
  }

  private void unfollowed(String room, UnfollowReason reason) {
    if (room.equals(onlyRoom)) {
      done.complete(
          new Failure(
              ExitCode.REFUSED,
              texts.get(
                  reason == UnfollowReason.UNFOLLOW_REASON_NOT_FOUND
                      ? "tail.room-gone"
                      : "tail.room-left",
                  title(room))));
    }
  }

  private boolean isWanted(String room) {
    return onlyRoom == null || onlyRoom.equals(room);
  }

  private String title(String room) {
    return titles.getOrDefault(room, VisibleText.sentence(room));
  }

  private void flushIfLive() throws IOException {
    if (hasCaughtUp) {
      context.output().flush();
    }
  }
}
