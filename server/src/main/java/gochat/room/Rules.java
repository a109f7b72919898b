package gochat.room;

import static gochat.room.Rejection.ACCOUNT_NEEDED;
import static gochat.room.Rejection.BANNED;
import static gochat.room.Rejection.LAST_OWNER;
import static gochat.room.Rejection.MESSAGE_ID_CONFLICT;
import static gochat.room.Rejection.MUTED;
import static gochat.room.Rejection.NAME_TAKEN;
import static gochat.room.Rejection.NOT_ALLOWED;
import static gochat.room.Rejection.NOT_A_MEMBER;
import static gochat.room.Rejection.NO_SUCH_MEMBER;
import static gochat.room.Rejection.NO_SUCH_MESSAGE;
import static gochat.room.Rejection.NO_SUCH_ROOM;
import static gochat.room.Rejection.REACTION_INVALID;
import static gochat.room.Rejection.TEXT_BLANK;
import static gochat.room.Rejection.TEXT_TOO_LONG;
import static gochat.room.Rejection.TOO_MANY_MEMBERS;
import static gochat.room.Rejection.TOO_MANY_MENTIONS;
import static gochat.room.Rejection.TOPIC_TOO_LONG;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Who may do what in a room, and what comes of it.
final class Rules {
  static final int TOPIC_BYTES_MAX = 1_024;
  static final int REACTION_BYTES_MAX = 64;
  static final int MENTIONS_MAX = 64;
  static final int MEMBERS_MAX = 10_000;

  private final Room room;
  private final int textBytesMax;

  Rules(Room room, int textBytesMax) {
    this.room = room;
    this.textBytesMax = textBytesMax;
  }

  Decision decide(Command command, long atMs, Known known) {
    Author author = command.author();
    if (command instanceof Command.Whisper whisper) {
      Rejection refusal = textRefusal(whisper.text());
      return refusal == null ? new Decision.Unstored(whisper) : reject(refusal);
    }
    if (command instanceof Command.Post post && known.repetition() != null) {
      // Before the rights: what was recorded stays recorded, whatever became of its author since.
      return known.repetition().is(post)
          ? new Decision.Repeated(known.repetition().seq())
          : reject(MESSAGE_ID_CONFLICT);
    }
    if (room.kind() == null) {
      return make(command, atMs, known);
    }
    boolean mayJoin = command instanceof Command.Join && room.kind() == RoomKind.PUBLIC;
    if (!room.isReadableBy(author.user()) && !mayJoin) {
      return reject(room.isBanned(author.user()) ? BANNED : NO_SUCH_ROOM);
    }
    return switch (command) {
      case Command.Whisper _ -> throw new AssertionError("decided above");
      case Command.Post post -> post(post, atMs, known);
      case Command.Edit edit -> edit(edit, atMs, known);
      case Command.Delete delete -> delete(delete, atMs, known);
      case Command.React react -> react(react, atMs, known);
      case Command.Create _ -> reject(NOT_ALLOWED);
      case Command.OpenDirect _ -> new Decision.Unchanged();
      case Command.Rename rename -> rename(rename, atMs, known);
      case Command.ChangeTopic change -> changeTopic(change, atMs);
      case Command.Join _ -> join(author, atMs);
      case Command.Leave _ -> leave(author, atMs);
      case Command.Invite(_, Person member) -> invite(author, member, atMs);
      case Command.Kick(_, Person member) -> kick(author, member, atMs);
      case Command.Ban(_, Person member) -> ban(author, member, atMs);
      case Command.Unban(_, Person member) -> unban(author, member, atMs);
      case Command.Mute(_, Person member) -> mute(author, member, atMs);
      case Command.Unmute(_, Person member) -> unmute(author, member, atMs);
      case Command.SetRole(_, Person member, Role role) -> setRole(author, member, role, atMs);
    };
  }

  private Decision make(Command command, long atMs, Known known) {
    Author author = command.author();
    return switch (command) {
      case Command.Create create -> create(create, atMs, known);
      case Command.OpenDirect(_, Person peer) ->
          author.standing() == Standing.GUEST || peer.standing() == Standing.GUEST
              ? reject(ACCOUNT_NEEDED)
              : accept(new RoomEvent.DirectOpened(author, atMs, peer));
      case Command.Post _,
          Command.Whisper _,
          Command.Edit _,
          Command.Delete _,
          Command.React _,
          Command.Rename _,
          Command.ChangeTopic _,
          Command.Join _,
          Command.Leave _,
          Command.Invite _,
          Command.Kick _,
          Command.Ban _,
          Command.Unban _,
          Command.Mute _,
          Command.Unmute _,
          Command.SetRole _ ->
          reject(NO_SUCH_ROOM);
    };
  }

  private static Decision create(Command.Create create, long atMs, Known known) {
    if (create.author().standing() == Standing.GUEST) {
      return reject(ACCOUNT_NEEDED);
    }
    if (create.kind() == RoomKind.PUBLIC && known.isNameTaken()) {
      return reject(NAME_TAKEN);
    }
    return Utf8.length(create.topic()) > TOPIC_BYTES_MAX
        ? reject(TOPIC_TOO_LONG)
        : accept(
            new RoomEvent.Created(
                create.author(), atMs, create.kind(), create.name(), create.topic()));
  }

  private Decision post(Command.Post post, long atMs, Known known) {
    Rejection refusal = textRefusal(post.text());
    if (refusal == null) {
      refusal = writeRefusal(post.author());
    }
    if (refusal == null && post.mentions().size() > MENTIONS_MAX) {
      refusal = TOO_MANY_MENTIONS;
    }
    Target answered = known.target();
    if (refusal == null && post.replyTo() != 0 && (answered == null || answered.isDeleted())) {
      refusal = NO_SUCH_MESSAGE;
    }
    if (refusal != null) {
      return reject(refusal);
    }
    long threadRoot =
        answered == null ? 0 : answered.threadRoot() == 0 ? post.replyTo() : answered.threadRoot();
    return accept(
        new RoomEvent.Posted(
            post.author(),
            atMs,
            post.messageId(),
            post.text(),
            post.replyTo(),
            threadRoot,
            post.mentions()));
  }

  private Decision edit(Command.Edit edit, long atMs, Known known) {
    Author author = edit.author();
    Rejection refusal = textRefusal(edit.text());
    if (refusal == null) {
      refusal = writeRefusal(author);
    }
    if (refusal == null && edit.mentions().size() > MENTIONS_MAX) {
      refusal = TOO_MANY_MENTIONS;
    }
    Target target = known.target();
    if (refusal == null && (target == null || target.isDeleted())) {
      refusal = NO_SUCH_MESSAGE;
    }
    if (refusal == null && target != null && !target.author().equals(author.user())) {
      refusal = NOT_ALLOWED;
    }
    return refusal != null
        ? reject(refusal)
        : accept(new RoomEvent.Edited(author, atMs, edit.message(), edit.text(), edit.mentions()));
  }

  private Decision delete(Command.Delete delete, long atMs, Known known) {
    Author author = delete.author();
    Target target = known.target();
    if (target == null) {
      return reject(NO_SUCH_MESSAGE);
    }
    if (target.isDeleted()) {
      return new Decision.Unchanged();
    }
    // Also muted, or no longer a member: everybody may take back what he said where he can read.
    return target.author().equals(author.user()) || roleOf(author).compareTo(Role.MODERATOR) >= 0
        ? accept(new RoomEvent.Deleted(author, atMs, delete.message()))
        : reject(NOT_ALLOWED);
  }

  private Decision react(Command.React react, long atMs, Known known) {
    Author author = react.author();
    Rejection refusal = writeRefusal(author);
    if (refusal != null) {
      return reject(refusal);
    }
    if (react.reaction().isBlank() || Utf8.length(react.reaction()) > REACTION_BYTES_MAX) {
      return reject(REACTION_INVALID);
    }
    Target target = known.target();
    if (target == null || target.isDeleted()) {
      return reject(NO_SUCH_MESSAGE);
    }
    if (known.hasReacted() == react.isAdded()) {
      return new Decision.Unchanged();
    }
    return accept(
        react.isAdded()
            ? new RoomEvent.ReactionAdded(author, atMs, react.message(), react.reaction())
            : new RoomEvent.ReactionRemoved(author, atMs, react.message(), react.reaction()));
  }

  private Decision rename(Command.Rename rename, long atMs, Known known) {
    if (!hasMembersToRule() || roleOf(rename.author()) != Role.OWNER) {
      return reject(NOT_ALLOWED);
    }
    if (rename.name().equals(room.name())) {
      return new Decision.Unchanged();
    }
    boolean isSameName = room.name() != null && room.name().folded().equals(rename.name().folded());
    return room.kind() == RoomKind.PUBLIC && known.isNameTaken() && !isSameName
        ? reject(NAME_TAKEN)
        : accept(new RoomEvent.Renamed(rename.author(), atMs, rename.name()));
  }

  private Decision changeTopic(Command.ChangeTopic change, long atMs) {
    if (roleOf(change.author()).compareTo(Role.MODERATOR) < 0) {
      return reject(NOT_ALLOWED);
    }
    if (Utf8.length(change.topic()) > TOPIC_BYTES_MAX) {
      return reject(TOPIC_TOO_LONG);
    }
    return change.topic().equals(room.topic())
        ? new Decision.Unchanged()
        : accept(new RoomEvent.TopicChanged(change.author(), atMs, change.topic()));
  }

  private Decision join(Author author, long atMs) {
    if (room.isBanned(author.user())) {
      return reject(BANNED);
    }
    if (room.kind() == RoomKind.LOBBY || room.member(author.user()) != null) {
      return new Decision.Unchanged();
    }
    if (room.members().size() >= MEMBERS_MAX) {
      return reject(TOO_MANY_MEMBERS);
    }
    // Whoever finds a room that all have left looks after it.
    Role role = room.members().isEmpty() ? Role.OWNER : Role.MEMBER;
    return accept(new RoomEvent.Joined(author, atMs, author.person(), role));
  }

  private Decision leave(Author author, long atMs) {
    if (!hasMembersToRule()) {
      return reject(NOT_ALLOWED);
    }
    Member leaving = room.member(author.user());
    if (leaving == null) {
      return new Decision.Unchanged();
    }
    return isLastOwner(leaving) && room.members().size() > 1
        ? reject(LAST_OWNER)
        : accept(new RoomEvent.Left(author, atMs));
  }

  private Decision invite(Author author, Person invited, long atMs) {
    if (!hasMembersToRule()) {
      return reject(NOT_ALLOWED);
    }
    if (room.member(author.user()) == null && !isAdministrator(author)) {
      return reject(NOT_A_MEMBER);
    }
    if (room.isBanned(invited.user())) {
      return reject(BANNED);
    }
    if (room.member(invited.user()) != null) {
      return new Decision.Unchanged();
    }
    return room.members().size() >= MEMBERS_MAX
        ? reject(TOO_MANY_MEMBERS)
        : accept(new RoomEvent.Joined(author, atMs, invited, Role.MEMBER));
  }

  private Decision kick(Author author, Person member, long atMs) {
    if (!hasMembersToRule() || !outranks(author, member.user())) {
      return reject(NOT_ALLOWED);
    }
    return room.member(member.user()) == null
        ? reject(NO_SUCH_MEMBER)
        : accept(new RoomEvent.Kicked(author, atMs, member));
  }

  private Decision ban(Author author, Person member, long atMs) {
    if (!hasMembersToRule() || !outranks(author, member.user())) {
      return reject(NOT_ALLOWED);
    }
    return room.isBanned(member.user())
        ? new Decision.Unchanged()
        : accept(new RoomEvent.Banned(author, atMs, member));
  }

  private Decision unban(Author author, Person member, long atMs) {
    if (roleOf(author).compareTo(Role.MODERATOR) < 0) {
      return reject(NOT_ALLOWED);
    }
    return room.isBanned(member.user())
        ? accept(new RoomEvent.Unbanned(author, atMs, member))
        : new Decision.Unchanged();
  }

  private Decision mute(Author author, Person member, long atMs) {
    if (!outranks(author, member.user()) || member.standing() == Standing.ADMINISTRATOR) {
      return reject(NOT_ALLOWED);
    }
    return room.isMuted(member.user())
        ? new Decision.Unchanged()
        : accept(new RoomEvent.Muted(author, atMs, member));
  }

  private Decision unmute(Author author, Person member, long atMs) {
    if (roleOf(author).compareTo(Role.MODERATOR) < 0) {
      return reject(NOT_ALLOWED);
    }
    return room.isMuted(member.user())
        ? accept(new RoomEvent.Unmuted(author, atMs, member))
        : new Decision.Unchanged();
  }

  private Decision setRole(Author author, Person person, Role role, long atMs) {
    if (!hasMembersToRule() || roleOf(author) != Role.OWNER) {
      return reject(NOT_ALLOWED);
    }
    Member member = room.member(person.user());
    if (member == null) {
      return reject(NO_SUCH_MEMBER);
    }
    if (member.role() == role) {
      return new Decision.Unchanged();
    }
    return isLastOwner(member)
        ? reject(LAST_OWNER)
        : accept(new RoomEvent.RoleChanged(author, atMs, person, role));
  }

  private @Nullable Rejection textRefusal(String text) {
    if (text.isBlank()) {
      return TEXT_BLANK;
    }
    return Utf8.length(text) > textBytesMax ? TEXT_TOO_LONG : null;
  }

  private @Nullable Rejection writeRefusal(Author author) {
    if (room.kind() != RoomKind.LOBBY && room.member(author.user()) == null) {
      return NOT_A_MEMBER;
    }
    return room.isMuted(author.user()) ? MUTED : null;
  }

  private boolean hasMembersToRule() {
    return room.kind() == RoomKind.PUBLIC || room.kind() == RoomKind.PRIVATE;
  }

  private static boolean isAdministrator(Author author) {
    return author.standing() == Standing.ADMINISTRATOR;
  }

  /// What the author may do here; somebody who is no member may do the least.
  private Role roleOf(Author author) {
    if (isAdministrator(author)
        && room.kind() != RoomKind.PRIVATE
        && room.kind() != RoomKind.DIRECT) {
      return Role.OWNER;
    }
    Member member = room.member(author.user());
    return member == null ? Role.MEMBER : member.role();
  }

  private boolean outranks(Author author, UUID user) {
    if (author.user().equals(user)) {
      return false;
    }
    Role role = roleOf(author);
    Member other = room.member(user);
    return isAdministrator(author)
        ? role == Role.OWNER
        : role.compareTo(Role.MODERATOR) >= 0
            && (other == null || role.compareTo(other.role()) > 0);
  }

  private boolean isLastOwner(Member member) {
    return member.role() == Role.OWNER
        && room.members().stream().filter(other -> other.role() == Role.OWNER).count() == 1;
  }

  private static Decision accept(RoomEvent event) {
    return new Decision.Accepted(event);
  }

  private static Decision reject(Rejection reason) {
    return new Decision.Rejected(reason);
  }
}
