package gochat.room;

import static gochat.room.Rejection.ACCOUNT_NEEDED;
import static gochat.room.Rejection.ADMINISTRATOR_NEEDED;
import static gochat.room.Rejection.BANNED;
import static gochat.room.Rejection.CONCERNS_GUEST;
import static gochat.room.Rejection.NAME_TAKEN;
import static gochat.room.Rejection.NOT_ALLOWED;
import static gochat.room.Rejection.NO_SUCH_ROOM;
import static gochat.room.Rejection.SERVER_ONLY;
import static gochat.room.Rejection.TOPIC_TOO_LONG;

import gochat.room.Decision.Accepted;
import gochat.room.Decision.Rejected;
import gochat.room.Decision.Unchanged;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Decides commands: those about the room itself here, the others by the rules that it calls.
final class Rules {
  private final Room room;
  private final RoomPolicy policy;
  private final Rights rights;
  private final MessageRules messages;
  private final MemberRules members;

  Rules(Room room, RoomPolicy policy) {
    this.room = room;
    this.policy = policy;
    rights = new Rights(room);
    messages = new MessageRules(room, rights, policy.textBytesMax());
    members = new MemberRules(room, rights);
  }

  Decision decide(Known known, long atMs) {
    return switch (known) {
      // Before the rights are checked: a recorded message stays recorded, whatever its author may
      // do now.
      case Known.OfPost post when post.repetition() != null ->
          messages.repeat(post.command(), post.repetition());
      case Known.OfName(Command.Create create, _, boolean isTaken) when room.kind() == null ->
          create(create, isTaken, atMs);
      case Known.Nothing(Command.OpenDirect(Author author, Person peer)) when room.kind() == null ->
          openDirect(author, peer, atMs);
      case Known.OfPost post when room.kind() == null && post.command().peer() != null ->
          openDirect(post, post.command().peer(), atMs);
      // Before the rights are checked: the actor may be nobody who can read the log.
      case Known.Nothing(Command.Audit(Author author, AuditEntry entry)) ->
          room.kind() == RoomKind.AUDIT
              ? new Accepted(new RoomEvent.Audited(author, atMs, entry))
              : new Rejected(NO_SUCH_ROOM);
      case Known.Nothing(Command.EndMeasures _) -> members.endMeasures(atMs);
      // Before the rights are checked: the author has left.
      case Known.OfMessage(Command.EraseMessage erasure, Target target) ->
          messages.change(erasure, target, atMs);
      case Known _ when !isKnownTo(known.command().author()) -> new Rejected(NO_SUCH_ROOM);
      case Known _ when room.kind() == RoomKind.AUDIT -> new Rejected(SERVER_ONLY);
      case Known _ when room.isBanned(known.command().author().user()) ->
          new Rejected(BANNED, room.ban(known.command().author().user()));
      case Known.OfName(Command.Create _, _, _) -> new Rejected(NOT_ALLOWED);
      case Known.Nothing(Command.OpenDirect _) ->
          room.kind() == RoomKind.DIRECT ? new Unchanged() : new Rejected(NOT_ALLOWED);
      case Known.OfName(Command.Rename rename, _, boolean isTaken) -> rename(rename, isTaken, atMs);
      case Known.Nothing(Command.ChangeTopic change) -> changeTopic(change, atMs);
      case Known.Nothing(Command.SetRetention set) -> setRetention(set, atMs);
      case Known.Nothing(Command.SetSlowMode set) -> setSlowMode(set, atMs);
      case Known.OfPost post -> messages.post(post, null, atMs);
      case Known.OfMessage(Command.OnMessage change, Target target) ->
          messages.change(change, target, atMs);
      case Known.OfReaction reaction -> messages.react(reaction, atMs);
      case Known.Nothing(Command.OnMembers onMembers) -> members.decide(onMembers, atMs);
    };
  }

  /// Other users must not learn that a room exists, not even that they are banned.
  private boolean isKnownTo(Author author) {
    return room.isKnownTo(author.user(), author.standing());
  }

  private Decision create(Command.Create create, boolean isTaken, long atMs) {
    Author author = create.author();
    if (!policy.creation().includes(author.standing())) {
      return new Rejected(
          switch (policy.creation()) {
            case EVERYBODY, ACCOUNTS -> ACCOUNT_NEEDED;
            case ADMINISTRATORS -> ADMINISTRATOR_NEEDED;
          });
    }
    if (create.kind() == RoomKind.PUBLIC && isTaken) {
      return new Rejected(NAME_TAKEN);
    }
    if (isTooLong(create.topic())) {
      return new Rejected(TOPIC_TOO_LONG);
    }
    return new Accepted(
        new RoomEvent.Created(author, atMs, create.kind(), create.name(), create.topic()));
  }

  private static Decision openDirect(Author author, Person peer, long atMs) {
    Rejection refusal = openRefusal(author, peer);
    return refusal == null
        ? new Accepted(new RoomEvent.DirectOpened(author, atMs, peer))
        : new Rejected(refusal);
  }

  private Decision openDirect(Known.OfPost first, Person peer, long atMs) {
    Author author = first.command().author();
    Rejection refusal = openRefusal(author, peer);
    return refusal == null
        ? messages.post(first, new RoomEvent.DirectOpened(author, atMs, peer), atMs)
        : new Rejected(refusal);
  }

  private static @Nullable Rejection openRefusal(Author author, Person peer) {
    if (author.standing() == Standing.GUEST) {
      return ACCOUNT_NEEDED;
    }
    return peer.standing() == Standing.GUEST ? CONCERNS_GUEST : null;
  }

  private Decision rename(Command.Rename rename, boolean isTaken, long atMs) {
    Author author = rename.author();
    if (!rights.isRuled() || !rights.isOwner(author)) {
      return new Rejected(NOT_ALLOWED);
    }
    boolean isOther = !rename.name().equals(room.name());
    if (isOther && room.kind() == RoomKind.PUBLIC && isTaken) {
      return new Rejected(NAME_TAKEN);
    }
    String topic = rename.topic() == null ? room.topic() : rename.topic();
    if (isTooLong(topic)) {
      return new Rejected(TOPIC_TOO_LONG);
    }
    List<RoomEvent> events = new ArrayList<>(2);
    if (isOther) {
      events.add(new RoomEvent.Renamed(author, atMs, rename.name()));
    }
    if (!topic.equals(room.topic())) {
      events.add(new RoomEvent.TopicChanged(author, atMs, topic));
    }
    return events.isEmpty() ? new Unchanged() : new Accepted(events);
  }

  private Decision changeTopic(Command.ChangeTopic change, long atMs) {
    if (!rights.isModerator(change.author())) {
      return new Rejected(NOT_ALLOWED);
    }
    if (isTooLong(change.topic())) {
      return new Rejected(TOPIC_TOO_LONG);
    }
    return change.topic().equals(room.topic())
        ? new Unchanged()
        : new Accepted(new RoomEvent.TopicChanged(change.author(), atMs, change.topic()));
  }

  private Decision setRetention(Command.SetRetention set, long atMs) {
    if (!rights.isOwner(set.author())) {
      return new Rejected(NOT_ALLOWED);
    }
    return set.rule().equals(room.retention())
        ? new Unchanged()
        : new Accepted(new RoomEvent.RetentionChanged(set.author(), atMs, set.rule()));
  }

  private Decision setSlowMode(Command.SetSlowMode set, long atMs) {
    if (!rights.isModerator(set.author())) {
      return new Rejected(NOT_ALLOWED);
    }
    return set.intervalMs() == room.slowMode().intervalMs()
        ? new Unchanged()
        : new Accepted(new RoomEvent.SlowModeChanged(set.author(), atMs, set.intervalMs()));
  }

  private static boolean isTooLong(String topic) {
    return Utf8.length(topic) > Command.TOPIC_BYTES_MAX;
  }
}
