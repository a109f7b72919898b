package gochat.transfer;

import gochat.account.UserKind;
import gochat.journal.StoredEvent;
import gochat.journal.StoredLogs.Beginning;
import gochat.room.RetentionRule;
import gochat.room.RoomId;
import gochat.room.RoomKind;
import gochat.room.RoomSnapshot;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A line of an export. The field `type` is the kind of line.
///
/// The first line is a [Start], the last one an [End]. Between them each room has a [Room] and its
/// events in their order; accounts are told of before the first event that names them.
sealed interface ExportLine {
  /// The version of the form that this server writes and reads.
  int VERSION = 1;

  /// @param server the version of the server that wrote the export
  /// @param epoch of the server's logs
  /// @param rooms the number of rooms
  record Start(int version, String server, Instant time, long epoch, long rooms)
      implements ExportLine {}

  /// An account that is the author of an event or a member of a room, as it is now.
  record Account(UUID id, String name, UserKind kind) implements ExportLine {}

  /// @param state after the last event
  /// @param beginning at the floor; the events above it follow
  /// @param rule the operator's for the room
  record Room(RoomId id, RoomSnapshot state, Beginning beginning, RetentionRule rule)
      implements ExportLine {}

  record Event(RoomId room, StoredEvent stored) implements ExportLine {}

  /// @param sha256 of all lines before, in hexadecimal digits
  record End(long rooms, long events, String sha256) implements ExportLine {}

  default String toJson() {
    Fields to = new Fields();
    switch (this) {
      case Start(int version, String server, Instant time, long epoch, long rooms) ->
          to.put("type", "export")
              .put("version", version)
              .put("server", server)
              .put("time", time.toString())
              .put("epoch", epoch)
              .put("rooms", rooms);
      case Account(UUID id, String name, UserKind kind) ->
          to.put("type", "account").put("id", id).put("name", name).put("kind", kind);
      case Room(RoomId id, RoomSnapshot state, Beginning beginning, RetentionRule rule) ->
          to.put("type", "room")
              .put("room", id.value())
              .put("state", fields(state))
              .put("floor", fields(beginning))
              .put("retention", rule);
      case Event(RoomId room, StoredEvent stored) ->
          EventFormat.write(stored, to.put("type", "event").put("room", room.value()));
      case End(long rooms, long events, String sha256) ->
          to.put("type", "end").put("rooms", rooms).put("events", events).put("sha256", sha256);
    }
    return to.toJson();
  }

  /// @throws BadExport when `line` is no line of an export
  static ExportLine parse(String line) throws BadExport {
    Fields from = Fields.parse(line);
    String type = from.text("type");
    return switch (type) {
      case "export" ->
          new Start(
              version(from),
              from.text("server"),
              Instant.ofEpochMilli(from.time("time")),
              from.number("epoch"),
              from.number("rooms"));
      case "account" ->
          new Account(from.id("id"), from.text("name"), from.word("kind", UserKind.class));
      case "room" -> {
        RoomId id = new RoomId(from.text("room"));
        yield new Room(
            id,
            state(from.fields("state")),
            beginning(id, from.fieldsOrNull("floor")),
            from.retention("retention"));
      }
      case "event" -> new Event(new RoomId(from.text("room")), EventFormat.read(from));
      case "end" -> new End(from.number("rooms"), from.number("events"), from.text("sha256"));
      default ->
          throw new BadExport(
              "\"type\": \"" + type + "\" (expected: export, account, room, event or end)");
    };
  }

  private static int version(Fields from) throws BadExport {
    long version = from.number("version");
    if (version != VERSION) {
      throw new BadExport("the export has the version " + version + " (expected: " + VERSION + ")");
    }
    return VERSION;
  }

  private static Fields fields(RoomSnapshot state) {
    return new Fields()
        .put("seq", state.head())
        .put("kind", state.kind())
        .put("name", state.name())
        .put("topic", state.topic().isEmpty() ? null : state.topic())
        .put("retention", state.retention())
        .put("slow_mode", state.slowMode())
        .putMembers("members", state.members())
        .putMeasures("banned", state.banned().values())
        .putMeasures("muted", state.muted().values())
        .putNumbers("pinned", state.pinned());
  }

  private static RoomSnapshot state(Fields from) throws BadExport {
    String topic = from.textOrNull("topic");
    return new RoomSnapshot(
        from.number("seq"),
        from.wordOrNull("kind", RoomKind.class),
        from.roomNameOrNull("name"),
        topic == null ? "" : topic,
        from.retention("retention"),
        from.slowMode("slow_mode"),
        from.members("members"),
        from.measures("banned"),
        from.measures("muted"),
        from.numbers("pinned"));
  }

  private static @Nullable Fields fields(Beginning beginning) {
    return beginning.state().head() == 0
        ? null
        : fields(beginning.state()).putTime("latest_time", beginning.latestAtMs());
  }

  private static Beginning beginning(RoomId room, @Nullable Fields from) throws BadExport {
    return from == null
        ? new Beginning(RoomSnapshot.empty(room), Long.MIN_VALUE)
        : new Beginning(state(from), from.time("latest_time"));
  }
}
