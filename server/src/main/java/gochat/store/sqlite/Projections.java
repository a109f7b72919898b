package gochat.store.sqlite;

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
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Updates the tables that follow from the logs with each event. A message without mentions changes
/// none of them. Not thread-safe.
final class Projections {
  private final MessageProjections messages;
  private final PreparedStatement makeRoom;
  private final PreparedStatement rename;
  private final PreparedStatement renameForMembers;
  private final PreparedStatement removeLooks;
  private final PreparedStatement addLook;
  private final PreparedStatement changeTopic;
  private final PreparedStatement eraseTopic;
  private final PreparedStatement eraseFloorTopic;
  private final PreparedStatement changeRetention;
  private final PreparedStatement changeSlowMode;
  private final PreparedStatement admit;
  private final PreparedStatement keepMarker;
  private final PreparedStatement dismiss;
  private final PreparedStatement changeRole;
  private final PreparedStatement register;
  private final PreparedStatement ban;
  private final PreparedStatement unban;
  private final PreparedStatement mute;
  private final PreparedStatement unmute;

  Projections(Statements statements) throws SQLException {
    messages = new MessageProjections(statements);
    makeRoom =
        statements.prepare("UPDATE room SET kind = ?, name = ?, folded_name = ? WHERE key = ?");
    rename = statements.prepare("UPDATE room SET name = ?, folded_name = ? WHERE key = ?");
    renameForMembers = statements.prepare("UPDATE member SET folded_name = ? WHERE room = ?");
    removeLooks = statements.prepare("DELETE FROM room_skeleton WHERE room = ?");
    addLook =
        statements.prepare(
            "INSERT INTO room_skeleton (skeleton, room)"
                + " SELECT ?, key FROM room WHERE key = ? AND kind = 1");
    eraseTopic =
        statements.prepare(
            "UPDATE event SET text = NULL WHERE key = (SELECT topic_event FROM room WHERE key ="
                + " ?)");
    eraseFloorTopic = statements.prepare("UPDATE floor_state SET topic = '' WHERE room = ?");
    changeTopic = statements.prepare("UPDATE room SET topic = ?, topic_event = ? WHERE key = ?");
    changeRetention =
        statements.prepare(
            "UPDATE room SET own_keep_ms = nullif(?, 0), own_keep_events = nullif(?, 0)"
                + " WHERE key = ?");
    changeSlowMode =
        statements.prepare(
            "UPDATE room SET slow_ms = nullif(?, 0), slow_since = nullif(?, 0) WHERE key = ?");
    // A user who is a member already keeps its place.
    admit =
        statements.prepare(
            """
            INSERT INTO member (room, user, name, standing, role, since, folded_name)
              VALUES (?1, ?2, ?3, ?4, ?5, ?6, (SELECT folded_name FROM room WHERE key = ?1))
              ON CONFLICT (room, user) DO UPDATE SET name = excluded.name,
                standing = excluded.standing, role = excluded.role, since = excluded.since
            """);
    // A membership is a read marker too, and read markers never go back.
    keepMarker =
        statements.prepare(
            """
            INSERT OR IGNORE INTO marker (user, room, seq)
              SELECT user, room, since FROM member WHERE room = ? AND user = ?
            """);
    dismiss = statements.prepare("DELETE FROM member WHERE room = ? AND user = ?");
    changeRole = statements.prepare("UPDATE member SET role = ? WHERE room = ? AND user = ?");
    register =
        statements.prepare(
            "UPDATE member SET name = ?, standing = ?, role = ? WHERE room = ? AND user = ?");
    ban = statements.prepare(MeasureTables.insert("banned"));
    unban = statements.prepare("DELETE FROM banned WHERE room = ? AND user = ?");
    mute = statements.prepare(MeasureTables.insert("muted"));
    unmute = statements.prepare("DELETE FROM muted WHERE room = ? AND user = ?");
  }

  void follow(long room, long seq, RoomEvent event) throws SQLException {
    switch (event) {
      case RoomEvent.Posted posted -> messages.posted(EventKey.of(room, seq), posted);
      case RoomEvent.OnMessage change ->
          messages.follow(EventKey.of(room, change.message()), EventKey.of(room, seq), change);
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
        MeasureTables.run(ban, room, new Measure(banned));
      }
      case RoomEvent.Unbanned unbanned -> run(unban, room, unbanned.member().user());
      case RoomEvent.Muted muted -> MeasureTables.run(mute, room, new Measure(muted));
      case RoomEvent.Unmuted unmuted -> run(unmute, room, unmuted.member().user());
      case RoomEvent.RoleChanged changed -> {
        changeRole.setInt(1, Code.ROLE.of(changed.role()));
        changeRole.setLong(2, room);
        changeRole.setBytes(3, Columns.bytes(changed.member().user()));
        changeRole.executeUpdate();
      }
      case RoomEvent.GuestRegistered registered -> {
        Person account = registered.author().person();
        register.setString(1, account.name());
        register.setInt(2, Code.STANDING.of(account.standing()));
        register.setInt(3, Code.ROLE.of(registered.role()));
        register.setLong(4, room);
        register.setBytes(5, Columns.bytes(account.user()));
        register.executeUpdate();
      }
    }
  }

  /// As [#follow], but for the room's name.
  void followWithoutName(long room, long seq, RoomEvent event) throws SQLException {
    if (event instanceof RoomEvent.Created created) {
      create(room, seq, created, null);
    } else if (!(event instanceof RoomEvent.Renamed)) {
      follow(room, seq, event);
    }
  }

  private void create(long room, long seq, RoomEvent.Created created, @Nullable RoomName name)
      throws SQLException {
    makeRoom(room, created.kind(), name);
    changeTopic(room, seq, created.topic());
    admit(room, seq, created.author().person(), created.role());
  }

  /// @param name null takes the name away
  void rename(long room, @Nullable RoomName name) throws SQLException {
    rename.setString(1, name == null ? null : name.shown());
    rename.setString(2, name == null ? null : name.folded());
    rename.setLong(3, room);
    rename.executeUpdate();
    named(room, name);
  }

  /// Gives a room without a log, or `lobby`, the state at its floor without the name.
  void begin(long room, RoomSnapshot state) throws SQLException {
    if (state.kind() != null) {
      makeRoom(room, state.kind(), null);
    }
    setTopic(room, state.topic(), null);
    changeRetention(room, state.retention());
    changeSlowMode(room, state.slowMode());
    for (Member member : state.members()) {
      admit(room, member.since(), member.person(), member.role());
    }
    for (Measure measure : state.banned().values()) {
      MeasureTables.run(ban, room, measure);
    }
    for (Measure measure : state.muted().values()) {
      MeasureTables.run(mute, room, measure);
    }
    // The events that pinned them were some before the floor.
    long since = state.head() - state.pinned().size();
    for (long message : state.pinned()) {
      since++;
      messages.pinned(EventKey.of(room, message), EventKey.of(room, since));
    }
  }

  private void makeRoom(long room, RoomKind kind, @Nullable RoomName name) throws SQLException {
    makeRoom.setInt(1, Code.ROOM_KIND.of(kind));
    makeRoom.setString(2, name == null ? null : name.shown());
    makeRoom.setString(3, name == null ? null : name.folded());
    makeRoom.setLong(4, room);
    makeRoom.executeUpdate();
    named(room, name);
  }

  /// Finds the room by its new name, and reserves the name's skeletons when the room is public.
  private void named(long room, @Nullable RoomName name) throws SQLException {
    renameForMembers.setString(1, name == null ? null : name.folded());
    renameForMembers.setLong(2, room);
    renameForMembers.executeUpdate();
    removeLooks.setLong(1, room);
    removeLooks.executeUpdate();
    if (name == null) {
      return;
    }
    for (String look : UserName.stored(name.shown()).skeletons()) {
      addLook.setString(1, look);
      addLook.setLong(2, room);
      addLook.executeUpdate();
    }
  }

  /// Erases the text of the topic before.
  private void changeTopic(long room, long seq, String topic) throws SQLException {
    eraseTopic.setLong(1, room);
    eraseTopic.executeUpdate();
    eraseFloorTopic.setLong(1, room);
    eraseFloorTopic.executeUpdate();
    setTopic(room, topic, EventKey.of(room, seq));
  }

  /// @param event the key of the event with this text, null when there is none
  private void setTopic(long room, String topic, @Nullable Long event) throws SQLException {
    changeTopic.setString(1, topic);
    changeTopic.setObject(2, event);
    changeTopic.setLong(3, room);
    changeTopic.executeUpdate();
  }

  private void changeRetention(long room, RetentionRule rule) throws SQLException {
    changeRetention.setLong(1, rule.ageMs());
    changeRetention.setLong(2, rule.events());
    changeRetention.setLong(3, room);
    changeRetention.executeUpdate();
  }

  private void changeSlowMode(long room, SlowMode slowMode) throws SQLException {
    changeSlowMode.setLong(1, slowMode.intervalMs());
    changeSlowMode.setLong(2, slowMode.since());
    changeSlowMode.setLong(3, room);
    changeSlowMode.executeUpdate();
  }

  private void admit(long room, long seq, Person person, Role role) throws SQLException {
    admit.setLong(1, room);
    admit.setBytes(2, Columns.bytes(person.user()));
    admit.setString(3, person.name());
    admit.setInt(4, Code.STANDING.of(person.standing()));
    admit.setInt(5, Code.ROLE.of(role));
    admit.setLong(6, seq);
    admit.executeUpdate();
  }

  private void dismiss(long room, UUID user) throws SQLException {
    run(keepMarker, room, user);
    run(dismiss, room, user);
  }

  private static void run(PreparedStatement change, long room, UUID user) throws SQLException {
    change.setLong(1, room);
    change.setBytes(2, Columns.bytes(user));
    change.executeUpdate();
  }
}
