package gochat.terminal.pipe;

import com.google.protobuf.Message;
import gochat.client.v1.Options;
import gochat.terminal.text.Texts;
import gochat.v1.Room;
import gochat.v1.RoomKind;
import gochat.v1.RoomScope;
import gochat.v1.SessionInfo;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// Writes the data of the user's account: the account, its devices, its rooms, all that the user
/// has written, and the direct conversations.
///
/// A public room that the user has left counts if the user has written there. A private room that
/// the user has left can't be read any more.
final class MyDataCommand implements PipeCommand {
  @Override
  public void declare(CommandSpec spec, Texts texts) {
    // It has no parameters.
  }

  @Override
  public void run(ParseResult parsed, CommandContext context)
      throws Failure, IOException, InterruptedException {
    // Nothing is kept of a guest; a new one must not be made for this.
    var _ = new TokenSource(context).accountToken();
    try (PipeChat chat =
        PipeChat.begin(
            context, Options.DEFAULT, new ConnectionNotices(context), ServerWait.none(context))) {
      Output output = context.output();
      write("user", chat.self(), output);
      for (SessionInfo session : context.setup().server().sessions(chat.token()).list()) {
        write("session", session, output);
      }
      String self = chat.self().getId();
      RoomPages pages = new RoomPages(chat);
      Set<String> own = new HashSet<>();
      pages.allOwnRooms(room -> {
        own.add(room.getRoomId());
        write("room", room, output);
        writeEntries(room, self, pages, output);
      });
      pages.rooms(
          RoomScope.ROOM_SCOPE_PUBLIC,
          room -> {
            if (!own.contains(room.getRoomId())) {
              writeEntries(room, self, pages, output);
            }
          });
    }
  }

  private static void writeEntries(Room room, String self, RoomPages pages, Output output)
      throws Failure, IOException, InterruptedException {
    boolean isAll = room.getKind() == RoomKind.ROOM_KIND_DIRECT;
    pages.history(
        room,
        entry -> {
          if (isAll || entry.getEvent().getAuthor().getId().equals(self)) {
            write("entry", entry, output);
          }
        });
  }

  private static void write(String name, Message message, Output output) throws IOException {
    output.jsonOf(new LinkedHashMap<>(Map.of(name, message)));
  }
}
