package gochat.store.sqlite;

import gochat.room.RoomEvent;
import gochat.store.AuditText;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The storage of each kind of event: its number in the column `kind`, and how its own columns are
/// written and read. A new kind takes the next number.
@SuppressWarnings("ImmutableEnumChecker") // the functions keep nothing
enum EventKind {
  POSTED(
      1,
      RoomEvent.Posted.class,
      (row, posted) ->
          row.messageId(posted)
              .message(posted.replyTo())
              .thread(posted.threadRoot())
              .mentions(posted.mentions())
              .text(posted.text()),
      row ->
          new RoomEvent.Posted(
              row.author(),
              row.atMs(),
              row.messageId(),
              row.text(),
              row.message(),
              row.thread(),
              row.mentions())),
  EDITED(
      2,
      RoomEvent.Edited.class,
      (row, edited) ->
          row.message(edited.message()).mentions(edited.mentions()).text(edited.text()),
      row ->
          new RoomEvent.Edited(
              row.author(), row.atMs(), row.message(), row.text(), row.mentions())),
  DELETED(
      3,
      RoomEvent.Deleted.class,
      (row, deleted) -> row.message(deleted.message()),
      row -> new RoomEvent.Deleted(row.author(), row.atMs(), row.message())),
  REACTION_ADDED(
      4,
      RoomEvent.ReactionAdded.class,
      (row, added) -> row.message(added.message()).text(added.reaction()),
      row -> new RoomEvent.ReactionAdded(row.author(), row.atMs(), row.message(), row.text())),
  REACTION_REMOVED(
      5,
      RoomEvent.ReactionRemoved.class,
      (row, removed) -> row.message(removed.message()).text(removed.reaction()),
      row -> new RoomEvent.ReactionRemoved(row.author(), row.atMs(), row.message(), row.text())),
  CREATED(
      6,
      RoomEvent.Created.class,
      (row, created) -> row.roomKind(created.kind()).roomName(created.name()).text(created.topic()),
      row ->
          new RoomEvent.Created(
              row.author(), row.atMs(), row.roomKind(), row.roomName(), row.text())),
  DIRECT_OPENED(
      7,
      RoomEvent.DirectOpened.class,
      (row, opened) -> row.member(opened.peer()),
      row -> new RoomEvent.DirectOpened(row.author(), row.atMs(), row.member())),
  RENAMED(
      8,
      RoomEvent.Renamed.class,
      (row, renamed) -> row.roomName(renamed.name()),
      row -> new RoomEvent.Renamed(row.author(), row.atMs(), row.roomName())),
  TOPIC_CHANGED(
      9,
      RoomEvent.TopicChanged.class,
      (row, changed) -> row.text(changed.topic()),
      row -> new RoomEvent.TopicChanged(row.author(), row.atMs(), row.text())),
  JOINED(
      10,
      RoomEvent.Joined.class,
      (row, joined) -> row.member(joined.member()).role(joined.role()),
      row -> new RoomEvent.Joined(row.author(), row.atMs(), row.member(), row.role())),
  LEFT(11, RoomEvent.Left.class, (_, _) -> {}, row -> new RoomEvent.Left(row.author(), row.atMs())),
  KICKED(
      12,
      RoomEvent.Kicked.class,
      (row, kicked) -> row.member(kicked.member()).reason(kicked.reason()),
      row -> new RoomEvent.Kicked(row.author(), row.atMs(), row.member(), row.text())),
  BANNED(
      13,
      RoomEvent.Banned.class,
      (row, banned) ->
          row.member(banned.member())
              .role(banned.formerRole())
              .reason(banned.reason())
              .until(banned.untilMs()),
      row ->
          new RoomEvent.Banned(
              row.author(), row.atMs(), row.member(), row.roleOrNull(), row.text(), row.untilMs())),
  UNBANNED(
      14,
      RoomEvent.Unbanned.class,
      (row, unbanned) -> row.member(unbanned.member()),
      row -> new RoomEvent.Unbanned(row.author(), row.atMs(), row.member())),
  MUTED(
      15,
      RoomEvent.Muted.class,
      (row, muted) -> row.member(muted.member()).reason(muted.reason()).until(muted.untilMs()),
      row ->
          new RoomEvent.Muted(row.author(), row.atMs(), row.member(), row.text(), row.untilMs())),
  UNMUTED(
      16,
      RoomEvent.Unmuted.class,
      (row, unmuted) -> row.member(unmuted.member()),
      row -> new RoomEvent.Unmuted(row.author(), row.atMs(), row.member())),
  ROLE_CHANGED(
      17,
      RoomEvent.RoleChanged.class,
      (row, changed) -> row.member(changed.member()).role(changed.role()),
      row -> new RoomEvent.RoleChanged(row.author(), row.atMs(), row.member(), row.role())),
  PINNED(
      18,
      RoomEvent.Pinned.class,
      (row, pinned) -> row.message(pinned.message()),
      row -> new RoomEvent.Pinned(row.author(), row.atMs(), row.message())),
  UNPINNED(
      19,
      RoomEvent.Unpinned.class,
      (row, unpinned) -> row.message(unpinned.message()),
      row -> new RoomEvent.Unpinned(row.author(), row.atMs(), row.message())),
  RETENTION_CHANGED(
      20,
      RoomEvent.RetentionChanged.class,
      (row, changed) -> row.retention(changed.rule()),
      row -> new RoomEvent.RetentionChanged(row.author(), row.atMs(), row.retention())),
  SLOW_MODE_CHANGED(
      23,
      RoomEvent.SlowModeChanged.class,
      (row, changed) -> row.slowMode(changed.intervalMs()),
      row -> new RoomEvent.SlowModeChanged(row.author(), row.atMs(), row.slowModeMs())),
  GUEST_REGISTERED(
      21,
      RoomEvent.GuestRegistered.class,
      (row, registered) -> row.member(registered.guest()).role(registered.role()),
      row -> new RoomEvent.GuestRegistered(row.author(), row.atMs(), row.member(), row.role())),
  AUDITED(
      22,
      RoomEvent.Audited.class,
      (row, audited) -> {
        row.text(AuditText.of(audited.entry()));
        if (audited.entry().account() != null) {
          row.member(audited.entry().account());
        }
      },
      row ->
          new RoomEvent.Audited(
              row.author(),
              row.atMs(),
              AuditText.entry(row.text(), row.memberOrNull(), SQLException::new)));

  /// Sets the columns that only this kind uses.
  @FunctionalInterface
  private interface Write<E extends RoomEvent> {
    void write(NewEventRow row, E event);
  }

  @FunctionalInterface
  private interface Read {
    RoomEvent read(EventRow row) throws SQLException;
  }

  private static final Map<Class<?>, EventKind> BY_TYPE = new HashMap<>();
  private static final Map<Integer, EventKind> BY_NUMBER = new HashMap<>();

  static {
    for (EventKind kind : values()) {
      BY_TYPE.put(kind.type, kind);
      BY_NUMBER.put(kind.number, kind);
    }
    Set<Class<?>> types = recordsOf(RoomEvent.class).collect(Collectors.toCollection(HashSet::new));
    types.remove(RoomEvent.Redacted.class);
    if (!types.equals(BY_TYPE.keySet()) || BY_NUMBER.size() != types.size()) {
      throw new AssertionError("kinds: " + BY_TYPE.keySet() + " (expected: one each of " + types);
    }
  }

  private static Stream<Class<?>> recordsOf(Class<?> type) {
    return type.isRecord()
        ? Stream.of(type)
        : Arrays.stream(type.getPermittedSubclasses()).flatMap(EventKind::recordsOf);
  }

  final int number;
  private final Class<? extends RoomEvent> type;
  private final Write<RoomEvent> write;
  private final Read read;

  <E extends RoomEvent> EventKind(int number, Class<E> type, Write<E> write, Read read) {
    this.number = number;
    this.type = type;
    this.write = (row, event) -> write.write(row, type.cast(event));
    this.read = read;
  }

  /// @throws IllegalArgumentException for [RoomEvent.Redacted], which is never written
  static EventKind of(RoomEvent event) {
    EventKind kind = BY_TYPE.get(event.getClass());
    if (kind == null) {
      throw new IllegalArgumentException("event: Redacted (expected: an event to record)");
    }
    return kind;
  }

  static EventKind of(int number) throws SQLException {
    EventKind kind = BY_NUMBER.get(number);
    if (kind == null) {
      throw new SQLException("event kind: " + number + " (expected: a known one)");
    }
    return kind;
  }

  void write(NewEventRow row, RoomEvent event) {
    write.write(row, event);
  }

  /// Whether the text of the event in a row of this kind is erased.
  boolean isErased(EventRow row) {
    return row.isErased() && RoomEvent.Erasable.class.isAssignableFrom(type);
  }

  /// The event in a row of this kind, with an empty text if it is erased.
  RoomEvent read(EventRow row) throws SQLException {
    return read.read(row);
  }
}
