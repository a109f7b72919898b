package gochat.store.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import gochat.account.UserName;
import gochat.room.Command;
import gochat.room.Known;
import gochat.room.Person;
import gochat.room.Recorded;
import gochat.room.RoomId;
import gochat.room.Target;
import gochat.store.Code;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Looks up what the decisions of a turn need from the logs, with a number of queries that is
/// independent of the number of commands. Not thread-safe.
final class LookUp {
  private record MessageKey(RoomId room, UUID user, UUID messageId) {}

  private record MessageAt(RoomId room, long seq) {}

  private record Given(RoomId room, long seq, String reaction, UUID user) {}

  /// A name that looks like `skeleton`, asked for by `room`.
  private record Look(RoomId room, String skeleton) {}

  private final Sql sql;
  private final Set<MessageKey> keys = new HashSet<>();
  private final Set<MessageAt> messages = new HashSet<>();
  private final Set<Given> given = new HashSet<>();
  private final Set<Look> looks = new HashSet<>();

  private Map<MessageKey, Recorded> recorded = Map.of();
  private Map<MessageAt, Target> targets = Map.of();
  private Set<Given> found = Set.of();
  private Set<Look> taken = Set.of();

  private LookUp(Sql sql) {
    this.sql = sql;
  }

  static Map<RoomId, List<Known>> lookUp(Sql sql, Map<RoomId, List<Command>> commands)
      throws SQLException {
    LookUp lookUp = new LookUp(sql);
    commands.forEach((room, asked) -> asked.forEach(command -> lookUp.ask(room, command)));
    lookUp.find();
    Map<RoomId, List<Known>> known = HashMap.newHashMap(commands.size());
    commands.forEach((room, asked) ->
        known.put(room, asked.stream().map(command -> lookUp.known(room, command)).toList()));
    return known;
  }

  private void ask(RoomId room, Command command) {
    switch (command) {
      case Command.ByState _ -> {}
      case Command.Post post -> {
        if (post.messageId() != null) {
          keys.add(new MessageKey(room, post.author().user(), post.messageId()));
        }
        askFor(room, post.replyTo());
      }
      case Command.OnMessage change -> askFor(room, change.message());
      case Command.React react -> {
        askFor(room, react.message());
        given.add(given(room, react));
      }
      case Command.Naming naming ->
          skeletons(naming).forEach(skeleton -> looks.add(new Look(room, skeleton)));
    }
  }

  private void askFor(RoomId room, long message) {
    if (message > 0) {
      messages.add(new MessageAt(room, message));
    }
  }

  private static Given given(RoomId room, Command.React react) {
    return new Given(room, react.message(), react.reaction(), react.author().user());
  }

  private static Set<String> skeletons(Command.Naming naming) {
    return UserName.stored(naming.name().shown()).skeletons();
  }

  private void find() throws SQLException {
    if (!keys.isEmpty()) {
      recorded = findRecorded(List.copyOf(keys));
    }
    if (!messages.isEmpty()) {
      targets = findTargets(List.copyOf(messages));
    }
    if (!given.isEmpty()) {
      found = findGiven(List.copyOf(given));
    }
    if (!looks.isEmpty()) {
      taken = findTaken(List.copyOf(looks));
    }
  }

  private Map<MessageKey, Recorded> findRecorded(List<MessageKey> asked) throws SQLException {
    Map<MessageKey, Recorded> found = new HashMap<>();
    for (var next :
        sql.all(
            row ->
                Map.entry(
                    row.getInt(1) - 1, new Recorded(row.getLong(2), row.getObject(3, Long.class))),
            """
            SELECT asked.n, found.seq, found.fingerprint
              FROM unnest(?::text[], ?::uuid[], ?::uuid[]) WITH ORDINALITY
                AS asked (room, author, message_id, n)
              JOIN log ON log.id = asked.room
              -- OFFSET keeps the query apart, so that it looks into the room's partition only.
              CROSS JOIN LATERAL (
                SELECT seq, CASE WHEN text IS NOT NULL THEN fingerprint END AS fingerprint
                  FROM event
                  WHERE event.room = log.key AND event.message_id = asked.message_id
                    AND event.author = asked.author
                  OFFSET 0) AS found
            """,
            ids(asked.stream().map(MessageKey::room)),
            asked.stream().map(MessageKey::user).toArray(UUID[]::new),
            asked.stream().map(MessageKey::messageId).toArray(UUID[]::new))) {
      found.put(asked.get(next.getKey()), next.getValue());
    }
    return found;
  }

  private static String[] ids(Stream<RoomId> rooms) {
    return rooms.map(RoomId::value).toArray(String[]::new);
  }

  private Map<MessageAt, Target> findTargets(List<MessageAt> asked) throws SQLException {
    Map<MessageAt, Target> found = new HashMap<>();
    for (var next :
        sql.all(
            row -> Map.entry(row.getInt("n") - 1, target(row)),
            """
            SELECT asked.n, author, event.name, standing, coalesce(thread, 0) AS thread,
              text IS NULL AS is_erased
              FROM unnest(?::text[], ?::bigint[]) WITH ORDINALITY AS asked (room, seq, n)
              JOIN log ON log.id = asked.room
              JOIN room ON room.key = log.key
              LEFT JOIN event ON event.room = log.key AND event.seq = asked.seq AND event.kind = 1
              WHERE event.seq IS NOT NULL OR asked.seq <= room.floor
            """,
            ids(asked.stream().map(MessageAt::room)),
            asked.stream().mapToLong(MessageAt::seq).toArray())) {
      found.put(asked.get(next.getKey()), next.getValue());
    }
    return found;
  }

  private static Target target(ResultSet row) throws SQLException {
    UUID author = row.getObject("author", UUID.class);
    return author == null
        ? Target.REMOVED
        : new Target(
            new Person(
                author,
                row.getString("name"),
                Code.STANDING.constant(row.getInt("standing"), SQLException::new)),
            row.getLong("thread"),
            row.getBoolean("is_erased"));
  }

  private Set<Given> findGiven(List<Given> asked) throws SQLException {
    Set<Given> found = new HashSet<>();
    for (int place :
        sql.all(
            row -> row.getInt(1) - 1,
            """
            SELECT asked.n
              FROM unnest(?::text[], ?::bigint[], ?::bytea[], ?::uuid[]) WITH ORDINALITY
                AS asked (room, message, reaction, user_id, n)
              JOIN log ON log.id = asked.room
              JOIN reaction ON reaction.room = log.key AND reaction.message = asked.message
                AND reaction.reaction = asked.reaction AND reaction.user_id = asked.user_id
            """,
            ids(asked.stream().map(Given::room)),
            asked.stream().mapToLong(Given::seq).toArray(),
            asked.stream().map(next -> next.reaction().getBytes(UTF_8)).toArray(byte[][]::new),
            asked.stream().map(Given::user).toArray(UUID[]::new))) {
      found.add(asked.get(place));
    }
    return found;
  }

  private Set<Look> findTaken(List<Look> asked) throws SQLException {
    Set<Look> found = new HashSet<>();
    for (int place :
        sql.all(
            row -> row.getInt(1) - 1,
            """
            SELECT asked.n
              FROM unnest(?::text[], ?::text[]) WITH ORDINALITY AS asked (room, skeleton, n)
              JOIN room_skeleton ON room_skeleton.skeleton = asked.skeleton
              JOIN log ON log.key = room_skeleton.room AND log.id <> asked.room
            """,
            ids(asked.stream().map(Look::room)),
            asked.stream().map(Look::skeleton).toArray(String[]::new))) {
      found.add(asked.get(place));
    }
    return found;
  }

  private Known known(RoomId room, Command command) {
    return switch (command) {
      case Command.ByState plain -> new Known.Nothing(plain);
      case Command.Post post ->
          new Known.OfPost(post, repetition(room, post), target(room, post.replyTo()));
      case Command.OnMessage change -> new Known.OfMessage(change, target(room, change.message()));
      case Command.React react ->
          new Known.OfReaction(
              react, target(room, react.message()), found.contains(given(room, react)));
      case Command.Naming naming -> {
        Set<String> skeletons = skeletons(naming);
        boolean isTaken =
            skeletons.stream().anyMatch(skeleton -> taken.contains(new Look(room, skeleton)));
        yield new Known.OfName(naming, skeletons, isTaken);
      }
    };
  }

  private @Nullable Recorded repetition(RoomId room, Command.Post post) {
    return post.messageId() == null
        ? null
        : recorded.get(new MessageKey(room, post.author().user(), post.messageId()));
  }

  private @Nullable Target target(RoomId room, long message) {
    return targets.get(new MessageAt(room, message));
  }
}
