package gochat.store.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import gochat.account.UserName;
import gochat.room.Measure;
import gochat.room.Member;
import gochat.room.Person;
import gochat.room.RetentionRule;
import gochat.room.Role;
import gochat.room.RoomEvent;
import gochat.room.RoomKind;
import gochat.room.RoomName;
import gochat.room.RoomSnapshot;
import gochat.room.SlowMode;
import gochat.store.Code;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The changes of the tables that follow from the logs, for each event. A message without mentions
/// changes none of them.
final class RoomProjections {
  private final Changes changes;
  private final MessageProjections messages;

  RoomProjections(Changes changes) {
    this.changes = changes;
    messages = new MessageProjections(changes);
  }

  /// @param room the room's key
  void follow(long room, long seq, RoomEvent event) {
    switch (event) {
      case RoomEvent.Posted posted -> messages.mention(room, seq, posted);
      case RoomEvent.OnMessage change -> messages.follow(room, seq, change);
      case RoomEvent.Redacted _, RoomEvent.Audited _ -> {}
      case RoomEvent.Created created -> create(room, seq, created, created.name());
      case RoomEvent.DirectOpened opened -> {
        makeRoom(room, RoomKind.DIRECT, null);
        admit(room, seq, opened.author().person(), Role.MEMBER);
        admit(room, seq, opened.peer(), Role.MEMBER);
      }
      case RoomEvent.Renamed renamed -> rename(room, renamed.name());
      case RoomEvent.TopicChanged changed -> changeTopic(room, seq, changed.topic());
      case RoomEvent.RetentionChanged changed -> changeRetention(room, changed.rule());
      case RoomEvent.SlowModeChanged changed ->
          changeSlowMode(room, SlowMode.of(changed.intervalMs(), seq));
      case RoomEvent.Joined joined -> admit(room, seq, joined.member(), joined.role());
      case RoomEvent.Left left -> dismiss(room, left.author().user());
      case RoomEvent.Kicked kicked -> dismiss(room, kicked.member().user());
      case RoomEvent.Banned banned -> {
        dismiss(room, banned.member().user());
        MeasureRows.put(changes, "banned", room, new Measure(banned));
      }
      case RoomEvent.Unbanned unbanned ->
          changes.add(
              "DELETE FROM banned WHERE room = ? AND user_id = ?", room, unbanned.member().user());
      case RoomEvent.Muted muted -> MeasureRows.put(changes, "muted", room, new Measure(muted));
      case RoomEvent.Unmuted unmuted ->
          changes.add(
              "DELETE FROM muted WHERE room = ? AND user_id = ?", room, unmuted.member().user());
      case RoomEvent.RoleChanged changed ->
          changes.add(
              "UPDATE member SET role = ? WHERE room = ? AND user_id = ?",
              Code.ROLE.of(changed.role()),
              room,
              changed.member().user());
      case RoomEvent.GuestRegistered registered ->
          changes.add(
              "UPDATE member SET name = ?, standing = ?, role = ? WHERE room = ? AND user_id = ?",
              registered.author().name(),
              Code.STANDING.of(registered.author().standing()),
              Code.ROLE.of(registered.role()),
              room,
              registered.author().user());
    }
  }

  /// As [#follow], but for the room's name.
  void followWithoutName(long room, long seq, RoomEvent event) {
    if (event instanceof RoomEvent.Created created) {
      create(room, seq, created, null);
    } else if (!(event instanceof RoomEvent.Renamed)) {
      follow(room, seq, event);
    }
  }

  private void create(long room, long seq, RoomEvent.Created created, @Nullable RoomName name) {
    makeRoom(room, created.kind(), name);
    changeTopic(room, seq, created.topic());
    admit(room, seq, created.author().person(), created.role());
  }

  /// Gives a room without a log, or `lobby`, the state at its floor without the name.
  void begin(long room, RoomSnapshot state) {
    if (state.kind() != null) {
      makeRoom(room, state.kind(), null);
    }
    setTopic(room, state.topic(), null);
    changeRetention(room, state.retention());
    changeSlowMode(room, state.slowMode());
    for (Member member : state.members()) {
      admit(room, member.since(), member.person(), member.role());
    }
    state.banned().values().forEach(ban -> MeasureRows.put(changes, "banned", room, ban));
    state.muted().values().forEach(mute -> MeasureRows.put(changes, "muted", room, mute));
    // The events that pinned them were some before the floor.
    long since = state.head() - state.pinned().size();
    for (long message : state.pinned()) {
      messages.pin(room, message, ++since);
    }
  }

  private void makeRoom(long room, RoomKind kind, @Nullable RoomName name) {
    changes.add("UPDATE room SET kind = ? WHERE key = ?", Code.ROOM_KIND.of(kind), room);
    rename(room, name);
  }

  /// Names the room for look-ups, and reserves the name's skeletons when the room is public.
  ///
  /// @param name null takes the name away
  void rename(long room, @Nullable RoomName name) {
    String folded = name == null ? null : name.folded();
    changes.add(
        "UPDATE room SET name = ?, folded_name = ? WHERE key = ?;"
            + " UPDATE member SET folded_name = ? WHERE room = ?;"
            + " DELETE FROM room_skeleton WHERE room = ?",
        name == null ? null : name.shown(),
        folded,
        room,
        folded,
        room,
        room);
    if (name != null) {
      for (String skeleton : UserName.stored(name.shown()).skeletons()) {
        changes.add(
            "INSERT INTO room_skeleton (skeleton, room)"
                + " SELECT ?, key FROM room WHERE key = ? AND kind = 1",
            skeleton,
            room);
      }
    }
  }

  /// Erases the text of the topic before.
  private void changeTopic(long room, long seq, String topic) {
    changes.add(
        "UPDATE event SET text = NULL"
            + " WHERE room = ? AND seq = (SELECT topic_event FROM room WHERE key = ?);"
            + " UPDATE floor_state SET topic = '' WHERE room = ?",
        room,
        room,
        room);
    setTopic(room, topic, seq);
  }

  /// @param event the seq of the event with this text, null when there is none
  private void setTopic(long room, String topic, @Nullable Long event) {
    changes.add(
        "UPDATE room SET topic = ?, topic_event = ? WHERE key = ?",
        topic.getBytes(UTF_8),
        event,
        room);
  }

  private void changeRetention(long room, RetentionRule rule) {
    changes.add(
        "UPDATE room SET own_keep_ms = nullif(?, 0), own_keep_events = nullif(?, 0) WHERE key = ?",
        rule.ageMs(),
        rule.events(),
        room);
  }

  private void changeSlowMode(long room, SlowMode slowMode) {
    changes.add(
        "UPDATE room SET slow_ms = nullif(?, 0), slow_since = nullif(?, 0) WHERE key = ?",
        slowMode.intervalMs(),
        slowMode.since(),
        room);
  }

  /// A user who is a member already keeps its place.
  private void admit(long room, long seq, Person person, Role role) {
    changes.add(
        """
        INSERT INTO member (room, user_id, name, standing, role, since, folded_name)
          SELECT key, ?, ?, ?, ?, ?, folded_name FROM room WHERE key = ?
          ON CONFLICT (room, user_id) DO UPDATE SET name = excluded.name,
            standing = excluded.standing, role = excluded.role, since = excluded.since
        """,
        person.user(),
        person.name(),
        Code.STANDING.of(person.standing()),
        Code.ROLE.of(role),
        seq,
        room);
  }

  /// A membership is a read marker too, and read markers never go back.
  private void dismiss(long room, UUID user) {
    changes.add(
        """
        INSERT INTO marker (user_id, room, seq)
          SELECT user_id, room, since FROM member WHERE room = ? AND user_id = ?
          ON CONFLICT DO NOTHING;
        DELETE FROM member WHERE room = ? AND user_id = ?
        """,
        room,
        user,
        room,
        user);
  }
}
