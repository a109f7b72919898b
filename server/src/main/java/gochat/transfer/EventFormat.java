package gochat.transfer;

import gochat.journal.StoredEvent;
import gochat.room.Author;
import gochat.room.Role;
import gochat.room.RoomEvent;
import gochat.room.RoomKind;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The form of each kind of event in an export: its word in the field `kind`, which is the name of
/// the constant in small letters, and its own fields. The words are those of the v1 API.
@SuppressWarnings("ImmutableEnumChecker") // the functions keep nothing
enum EventFormat {
  MESSAGE_POSTED(
      RoomEvent.Posted.class,
      (to, posted) ->
          to.put("message_id", posted.messageId())
              .put("text", posted.text())
              .put("reply_to", posted.replyTo())
              .put("thread", posted.threadRoot())
              .putIds("mentions", posted.mentions()),
      (from, author, atMs) ->
          new RoomEvent.Posted(
              author,
              atMs,
              from.idOrNull("message_id"),
              from.text("text"),
              from.number("reply_to"),
              from.number("thread"),
              from.ids("mentions"))),
  MESSAGE_EDITED(
      RoomEvent.Edited.class,
      (to, edited) ->
          to.put("message", edited.message())
              .put("text", edited.text())
              .putIds("mentions", edited.mentions()),
      (from, author, atMs) ->
          new RoomEvent.Edited(
              author, atMs, from.number("message"), from.text("text"), from.ids("mentions"))),
  MESSAGE_DELETED(
      RoomEvent.Deleted.class,
      (to, deleted) -> to.put("message", deleted.message()),
      (from, author, atMs) -> new RoomEvent.Deleted(author, atMs, from.number("message"))),
  REACTION_ADDED(
      RoomEvent.ReactionAdded.class,
      (to, added) -> to.put("message", added.message()).put("text", added.reaction()),
      (from, author, atMs) ->
          new RoomEvent.ReactionAdded(author, atMs, from.number("message"), from.text("text"))),
  REACTION_REMOVED(
      RoomEvent.ReactionRemoved.class,
      (to, removed) -> to.put("message", removed.message()).put("text", removed.reaction()),
      (from, author, atMs) ->
          new RoomEvent.ReactionRemoved(author, atMs, from.number("message"), from.text("text"))),
  MESSAGE_PINNED(
      RoomEvent.Pinned.class,
      (to, pinned) -> to.put("message", pinned.message()),
      (from, author, atMs) -> new RoomEvent.Pinned(author, atMs, from.number("message"))),
  MESSAGE_UNPINNED(
      RoomEvent.Unpinned.class,
      (to, unpinned) -> to.put("message", unpinned.message()),
      (from, author, atMs) -> new RoomEvent.Unpinned(author, atMs, from.number("message"))),
  ROOM_CREATED(
      RoomEvent.Created.class,
      (to, created) ->
          to.put("room_kind", created.kind())
              .put("name", created.name())
              .put("text", created.topic()),
      (from, author, atMs) ->
          new RoomEvent.Created(
              author,
              atMs,
              from.word("room_kind", RoomKind.class),
              from.roomName("name"),
              from.text("text"))),
  DIRECT_OPENED(
      RoomEvent.DirectOpened.class,
      (to, opened) -> to.put("peer", opened.peer()),
      (from, author, atMs) -> new RoomEvent.DirectOpened(author, atMs, from.person("peer"))),
  ROOM_RENAMED(
      RoomEvent.Renamed.class,
      (to, renamed) -> to.put("name", renamed.name()),
      (from, author, atMs) -> new RoomEvent.Renamed(author, atMs, from.roomName("name"))),
  TOPIC_CHANGED(
      RoomEvent.TopicChanged.class,
      (to, changed) -> to.put("text", changed.topic()),
      (from, author, atMs) -> new RoomEvent.TopicChanged(author, atMs, from.text("text"))),
  MEMBER_JOINED(
      RoomEvent.Joined.class,
      (to, joined) -> to.put("member", joined.member()).put("role", joined.role()),
      (from, author, atMs) ->
          new RoomEvent.Joined(author, atMs, from.person("member"), from.word("role", Role.class))),
  MEMBER_LEFT(
      RoomEvent.Left.class, (_, _) -> {}, (_, author, atMs) -> new RoomEvent.Left(author, atMs)),
  MEMBER_KICKED(
      RoomEvent.Kicked.class,
      (to, kicked) -> to.put("member", kicked.member()).putReason(kicked.reason()),
      (from, author, atMs) ->
          new RoomEvent.Kicked(author, atMs, from.person("member"), from.reason())),
  MEMBER_BANNED(
      RoomEvent.Banned.class,
      (to, banned) ->
          to.put("member", banned.member())
              .put("role", banned.formerRole())
              .putReason(banned.reason())
              .putUntil(banned.untilMs()),
      (from, author, atMs) ->
          new RoomEvent.Banned(
              author,
              atMs,
              from.person("member"),
              from.wordOrNull("role", Role.class),
              from.reason(),
              from.untilMs())),
  MEMBER_UNBANNED(
      RoomEvent.Unbanned.class,
      (to, unbanned) -> to.put("member", unbanned.member()),
      (from, author, atMs) -> new RoomEvent.Unbanned(author, atMs, from.person("member"))),
  MEMBER_MUTED(
      RoomEvent.Muted.class,
      (to, muted) ->
          to.put("member", muted.member()).putReason(muted.reason()).putUntil(muted.untilMs()),
      (from, author, atMs) ->
          new RoomEvent.Muted(author, atMs, from.person("member"), from.reason(), from.untilMs())),
  MEMBER_UNMUTED(
      RoomEvent.Unmuted.class,
      (to, unmuted) -> to.put("member", unmuted.member()),
      (from, author, atMs) -> new RoomEvent.Unmuted(author, atMs, from.person("member"))),
  ROLE_CHANGED(
      RoomEvent.RoleChanged.class,
      (to, changed) -> to.put("member", changed.member()).put("role", changed.role()),
      (from, author, atMs) ->
          new RoomEvent.RoleChanged(
              author, atMs, from.person("member"), from.word("role", Role.class))),
  RETENTION_CHANGED(
      RoomEvent.RetentionChanged.class,
      (to, changed) -> to.put("retention", changed.rule()),
      (from, author, atMs) ->
          new RoomEvent.RetentionChanged(author, atMs, from.retention("retention"))),
  SLOW_MODE_CHANGED(
      RoomEvent.SlowModeChanged.class,
      (to, changed) -> to.put("interval_ms", changed.intervalMs()),
      (from, author, atMs) ->
          new RoomEvent.SlowModeChanged(author, atMs, from.number("interval_ms"))),
  GUEST_REGISTERED(
      RoomEvent.GuestRegistered.class,
      (to, registered) -> to.put("guest", registered.guest()).put("role", registered.role()),
      (from, author, atMs) ->
          new RoomEvent.GuestRegistered(
              author, atMs, from.person("guest"), from.word("role", Role.class))),
  AUDITED(
      RoomEvent.Audited.class,
      (to, audited) -> to.put("audit", audited.entry()),
      (from, author, atMs) -> new RoomEvent.Audited(author, atMs, from.audit("audit")));

  @FunctionalInterface
  private interface Read<E extends RoomEvent> {
    E read(Fields from, Author author, long atMs) throws BadExport;
  }

  private static final Map<Class<?>, EventFormat> BY_TYPE =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(format -> format.type, Function.identity()));

  private final Class<? extends RoomEvent> type;
  private final BiConsumer<Fields, RoomEvent> write;
  private final Read<?> read;

  <E extends RoomEvent> EventFormat(Class<E> type, BiConsumer<Fields, E> write, Read<E> read) {
    this.type = type;
    this.write = (to, event) -> write.accept(to, type.cast(event));
    this.read = read;
  }

  /// The types of events that have a form.
  static List<Class<? extends RoomEvent>> types() {
    return Arrays.stream(values()).<Class<? extends RoomEvent>>map(format -> format.type).toList();
  }

  /// Adds the fields of an event but the room.
  static void write(StoredEvent stored, Fields to) {
    RoomEvent event = stored.event();
    EventFormat format = BY_TYPE.get(event.getClass());
    if (format == null) {
      throw new IllegalArgumentException("event: " + event + " (expected: a stored one)");
    }
    to.put("seq", stored.seq())
        .putTime("time", event.atMs())
        .put("kind", format)
        .put("author", event.author())
        .put("erased", stored.isErased());
    format.write.accept(to, event);
  }

  /// @throws BadExport when the fields are those of no event
  static StoredEvent read(Fields from) throws BadExport {
    EventFormat format = from.word("kind", EventFormat.class);
    RoomEvent event = format.read.read(from, from.author("author"), from.time("time"));
    boolean isErased = from.flag("erased");
    if (isErased && !(event instanceof RoomEvent.Erasable)) {
      throw new BadExport("\"erased\" (expected: in an event with a text)");
    }
    return new StoredEvent(from.number("seq"), event, isErased);
  }
}
