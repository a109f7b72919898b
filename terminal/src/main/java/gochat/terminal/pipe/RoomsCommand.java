package gochat.terminal.pipe;

import gochat.terminal.text.Texts;
import gochat.terminal.text.Unread;
import gochat.terminal.text.VisibleText;
import gochat.v1.Room;
import gochat.v1.RoomScope;
import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// Lists the user's rooms, or the public ones.
final class RoomsCommand implements PipeCommand {
  static final String JSON = "--json";
  private static final String PUBLIC = "--public";

  @Override
  public void declare(CommandSpec spec, Texts texts) {
    Parameters.flag(spec, PUBLIC, texts.get("usage.rooms.public"));
    Parameters.flag(spec, JSON, texts.get("usage.json", "Room"));
  }

  @Override
  public void run(ParseResult parsed, CommandContext context)
      throws Failure, IOException, InterruptedException {
    boolean isJson = parsed.hasMatchedOption(JSON);
    try (PipeChat chat = PipeChat.begin(context)) {
      RoomScope scope =
          parsed.hasMatchedOption(PUBLIC) ? RoomScope.ROOM_SCOPE_PUBLIC : RoomScope.ROOM_SCOPE_OWN;
      new RoomPages(chat)
          .rooms(
              scope,
              room -> {
                if (isJson) {
                  context.output().json(room);
                } else {
                  context.output().line(line(room, context.texts()));
                }
              });
    }
  }

  /// Columns separated by one tab, for people and for `cut`.
  private static String line(Room room, Texts texts) {
    int unread = room.getMembership().getUnreadCount();
    int mentions = room.getMembership().getUnreadMentionCount();
    return String.join(
        "\t",
        EventFormatter.title(room),
        unread == 0 ? "-" : texts.get("rooms.unread", Unread.shown(unread), Unread.shown(mentions)),
        VisibleText.sentence(room.getTopic()));
  }
}
