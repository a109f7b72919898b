package gochat.terminal.pipe;

import gochat.client.v1.Chat;
import gochat.v1.GetRoomRequest;
import gochat.v1.OpenDirectRequest;
import gochat.v1.Room;
import java.util.regex.Pattern;

/// The room or user of a command, as typed: `#room`, `@user`, a room's id, or a room's name without
/// `#`, which starts a comment in a shell if it is not quoted.
sealed interface Target {
  /// @param reference for the API: an id or `#name`
  record InRoom(String reference) implements Target {}

  /// @param user a name
  record WithUser(String user) implements Target {}

  /// A UUID, or the id of a direct conversation, which has two UUIDs.
  Pattern ID = Pattern.compile("(dm\\.[0-9a-f-]{36}\\.)?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  static Target parse(String typed) {
    if (typed.startsWith("@")) {
      return new WithUser(typed.substring(1));
    }
    if (typed.equalsIgnoreCase("#" + Chat.LOBBY) || typed.equals(Chat.LOBBY)) {
      return new InRoom(Chat.LOBBY);
    }
    return new InRoom(typed.startsWith("#") || isId(typed) ? typed : "#" + typed);
  }

  private static boolean isId(String typed) {
    return ID.matcher(typed).matches();
  }

  /// Requests the room from the server.
  static Room find(String typed, PipeChat chat) throws Failure, InterruptedException {
    String reference =
        switch (parse(typed)) {
          case InRoom(var room) -> room;
          case WithUser(var user) -> direct(user, chat);
        };
    return chat.await(
        chat.requests().getRoom(GetRoomRequest.newBuilder().setRoom(reference).build()));
  }

  private static String direct(String user, PipeChat chat) throws Failure, InterruptedException {
    return chat.await(
            chat.requests().openDirect(OpenDirectRequest.newBuilder().setUser(user).build()))
        .getRoomId();
  }
}
