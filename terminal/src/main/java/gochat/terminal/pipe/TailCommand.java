package gochat.terminal.pipe;

import com.google.protobuf.Timestamp;
import gochat.client.v1.CursorStore;
import gochat.client.v1.Options;
import gochat.terminal.text.Texts;
import gochat.v1.Cursor;
import gochat.v1.FollowFrom;
import gochat.v1.HistoryEntry;
import gochat.v1.ListHistoryRequest;
import gochat.v1.Room;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// Shows the last events of a room, or of all rooms of the user, and follows new ones on request.
final class TailCommand implements PipeCommand {
  private static final String SINCE = "--since";
  private static final String LINES = "--lines";
  private static final String FOLLOW = "--follow";
  private static final int WAIT_SECONDS = 30;
  private static final int LINES_DEFAULT = 10;
  private static final int LINES_MAX = 200;

  @Override
  public void declare(CommandSpec spec, Texts texts) {
    Parameters.add(spec, "ROOM|@USER", "0..1", texts.get("usage.tail.target"));
    Parameters.flag(spec, FOLLOW, texts.get("usage.tail.follow"), "-f");
    Parameters.option(spec, LINES, "N", texts.get("usage.tail.lines"), "-n");
    Parameters.option(spec, SINCE, "AGE|TIME|SEQ", texts.get("usage.tail.since"));
    Parameters.flag(spec, RoomsCommand.JSON, texts.get("usage.json", "ServerFrame"));
    ServerWait.declare(spec, texts);
  }

  @Override
  public void run(ParseResult parsed, CommandContext context)
      throws Failure, IOException, InterruptedException {
    String target = Parameters.optional(parsed, 0);
    boolean isFollowing = parsed.hasMatchedOption(FOLLOW);
    int lines = (int) Parameters.number(parsed, LINES, LINES_DEFAULT, 0, LINES_MAX, context);
    Since since = since(parsed, target, context);
    ServerWait wait = ServerWait.read(parsed, isFollowing ? WAIT_SECONDS : 0, context);
    try (PipeChat chat = PipeChat.begin(context, Options.DEFAULT, (_, _) -> {}, wait)) {
      List<Room> rooms = target == null ? ownRooms(chat) : List.of(Target.find(target, chat));
      List<Cursor> cursors = new ArrayList<>();
      for (Room room : rooms) {
        cursors.add(
            Cursor.newBuilder()
                .setRoom(room.getRoomId())
                .setEpoch(room.getEpoch())
                .setSeq(start(room, since, lines, chat))
                .build());
      }
      Options options =
          Options.DEFAULT
              .withCursors(CursorStore.inMemory(cursors.toArray(Cursor[]::new)))
              .withFrom(
                  // A room that the user joins meanwhile is shown from there on.
                  target == null ? FollowFrom.FOLLOW_FROM_JOINED : FollowFrom.FOLLOW_FROM_END)
              // A public room can be followed without being a member.
              .withRooms(target == null ? List.of() : List.of(rooms.getFirst().getRoomId()));
      Tail tail =
          new Tail(
              context,
              rooms,
              target != null,
              isFollowing,
              parsed.hasMatchedOption(RoomsCommand.JSON));
      try (PipeChat following = chat.another(options, tail)) {
        tail.await(following);
      }
    }
  }

  private static @Nullable Since since(
      ParseResult parsed, @Nullable String target, CommandContext context) throws Failure {
    String typed = parsed.matchedOptionValue(SINCE, null);
    if (typed == null) {
      return null;
    }
    Since since =
        Since.parse(typed, InstantSource.system())
            .orElseThrow(() -> Parameters.wrong(SINCE, typed, Since.EXPECTED, context));
    if (since instanceof Since.Position && target == null) {
      throw context.usage("tail.seq-needs-room");
    }
    return since;
  }

  private static List<Room> ownRooms(PipeChat chat) throws Failure, InterruptedException {
    return chat.await(chat.requests().listOwnRooms());
  }

  /// The position after which to start.
  private static long start(Room room, @Nullable Since since, int lines, PipeChat chat)
      throws Failure, InterruptedException {
    ListHistoryRequest.Builder request = ListHistoryRequest.newBuilder().setRoom(room.getRoomId());
    switch (since) {
      case Since.Position(var seq) -> {
        return seq;
      }
      case Since.Time(var from) -> request.setFromTime(timestamp(from)).setPageSize(1);
      case null -> {
        if (lines == 0) {
          return room.getHeadSeq();
        }
        request.setPageSize(lines);
      }
    }
    List<HistoryEntry> entries =
        chat.await(chat.requests().listHistory(request.build())).getEntriesList();
    return entries.isEmpty() ? room.getHeadSeq() : entries.getFirst().getEvent().getSeq() - 1;
  }

  private static Timestamp timestamp(Instant instant) {
    return Timestamp.newBuilder()
        .setSeconds(instant.getEpochSecond())
        .setNanos(instant.getNano())
        .build();
  }
}
