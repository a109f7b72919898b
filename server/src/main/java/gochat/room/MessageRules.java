package gochat.room;

import static gochat.room.Rejection.ID_CONFLICT;
import static gochat.room.Rejection.MUTED;
import static gochat.room.Rejection.NOT_ALLOWED;
import static gochat.room.Rejection.NOT_A_MEMBER;
import static gochat.room.Rejection.NOT_THE_AUTHOR;
import static gochat.room.Rejection.NO_LONGER_KEPT;
import static gochat.room.Rejection.NO_SUCH_MESSAGE;
import static gochat.room.Rejection.REACTION_INVALID;
import static gochat.room.Rejection.SLOW_MODE;
import static gochat.room.Rejection.TOO_MANY_MENTIONS;
import static gochat.room.Rejection.TOO_MANY_PINS;

import gochat.limit.RoomLimit;
import gochat.room.Decision.Accepted;
import gochat.room.Decision.Rejected;
import gochat.room.Decision.Repeated;
import gochat.room.Decision.Unchanged;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Decides commands about messages, from authors who may read the room.
final class MessageRules {
  static final int PINS_MAX = RoomLimit.PINS.standardInt();

  private final Room room;
  private final Rights rights;
  private final int textBytesMax;

  MessageRules(Room room, Rights rights, int textBytesMax) {
    this.room = room;
    this.rights = rights;
    this.textBytesMax = textBytesMax;
  }

  Decision repeat(Command.Post post, Recorded repetition) {
    return repetition.is(post) ? new Repeated(repetition.seq()) : new Rejected(ID_CONFLICT);
  }

  /// @param opening the event that opens the conversation for the message and makes the author a
  ///   member, null when the room exists
  Decision post(Known.OfPost known, RoomEvent.@Nullable DirectOpened opening, long atMs) {
    Command.Post post = known.command();
    Target answered = known.answered();
    Rejection refusal = contentRefusal(post.text(), post.mentions());
    if (refusal == null && opening == null) {
      refusal = writeRefusal(post.author());
    }
    if (refusal != null) {
      return refused(refusal, post.author());
    }
    if (post.replyTo() != 0 && !isThere(answered)) {
      return missing(answered);
    }
    // Last, so that a message that no time would make acceptable is not told to wait.
    long waitMs =
        rights.isModerator(post.author()) ? 0 : room.slowModeWaitMs(post.author().user(), atMs);
    if (waitMs > 0) {
      return new Rejected(SLOW_MODE, null, waitMs);
    }
    RoomEvent.Posted posted =
        new RoomEvent.Posted(
            post.author(),
            atMs,
            post.messageId(),
            post.text(),
            post.replyTo(),
            threadRoot(post, answered),
            post.mentions());
    return opening == null ? new Accepted(posted) : new Accepted(List.of(opening, posted));
  }

  private static long threadRoot(Command.Post post, @Nullable Target answered) {
    return answered == null || answered.threadRoot() == 0 ? post.replyTo() : answered.threadRoot();
  }

  Decision change(Command.OnMessage change, @Nullable Target target, long atMs) {
    return switch (change) {
      case Command.Edit edit -> edit(edit, target, atMs);
      case Command.Delete delete -> delete(delete, target, atMs);
      case Command.EraseMessage erasure ->
          target == null || target.isDeleted() || !target.isBy(erasure.author())
              ? new Unchanged()
              : new Accepted(new RoomEvent.Deleted(erasure.author(), atMs, erasure.message()));
      case Command.Pin pin -> pin(pin, target, atMs);
      case Command.Unpin unpin -> unpin(unpin, target, atMs);
    };
  }

  private Decision edit(Command.Edit edit, @Nullable Target target, long atMs) {
    Author author = edit.author();
    Rejection refusal = contentRefusal(edit.text(), edit.mentions());
    if (refusal == null) {
      refusal = writeRefusal(author);
    }
    if (refusal != null) {
      return refused(refusal, author);
    }
    if (target == null || target.isDeleted()) {
      return missing(target);
    }
    return target.isBy(author)
        ? new Accepted(
            new RoomEvent.Edited(author, atMs, edit.message(), edit.text(), edit.mentions()))
        : new Rejected(NOT_THE_AUTHOR);
  }

  private Decision delete(Command.Delete delete, @Nullable Target target, long atMs) {
    Author author = delete.author();
    if (target == null || target.isRemoved()) {
      return missing(target);
    }
    if (target.isDeleted()) {
      return new Unchanged();
    }
    // Muted users and former members may delete their own messages wherever they can read them.
    return target.isBy(author) || rights.isModerator(author)
        ? new Accepted(new RoomEvent.Deleted(author, atMs, delete.message()))
        : new Rejected(NOT_ALLOWED);
  }

  private Decision pin(Command.Pin pin, @Nullable Target target, long atMs) {
    if (!rights.mayPin(pin.author())) {
      return new Rejected(NOT_ALLOWED);
    }
    if (!isThere(target)) {
      return missing(target);
    }
    if (room.pinned().contains(pin.message())) {
      return new Unchanged();
    }
    return room.pinned().size() >= PINS_MAX
        ? new Rejected(TOO_MANY_PINS)
        : new Accepted(new RoomEvent.Pinned(pin.author(), atMs, pin.message()));
  }

  private Decision unpin(Command.Unpin unpin, @Nullable Target target, long atMs) {
    if (!rights.mayPin(unpin.author())) {
      return new Rejected(NOT_ALLOWED);
    }
    // A pin stays when its message is no longer kept.
    if (room.pinned().contains(unpin.message())) {
      return new Accepted(new RoomEvent.Unpinned(unpin.author(), atMs, unpin.message()));
    }
    return target == null || target.isRemoved() ? missing(target) : new Unchanged();
  }

  Decision react(Known.OfReaction known, long atMs) {
    Command.React react = known.command();
    Author author = react.author();
    // As with messages, an author may always remove what he added.
    Rejection refusal = react.isAdded() ? writeRefusal(author) : null;
    if (refusal != null) {
      return refused(refusal, author);
    }
    if (react.reaction().isBlank() || Utf8.length(react.reaction()) > Command.REACTION_BYTES_MAX) {
      return new Rejected(REACTION_INVALID);
    }
    if (!isThere(known.target())) {
      return missing(known.target());
    }
    if (known.isGiven() == react.isAdded()) {
      return new Unchanged();
    }
    return new Accepted(
        react.isAdded()
            ? new RoomEvent.ReactionAdded(author, atMs, react.message(), react.reaction())
            : new RoomEvent.ReactionRemoved(author, atMs, react.message(), react.reaction()));
  }

  private Rejected refused(Rejection refusal, Author author) {
    return new Rejected(refusal, refusal == MUTED ? room.mute(author.user()) : null);
  }

  private static boolean isThere(@Nullable Target target) {
    return target != null && !target.isDeleted();
  }

  private static Rejected missing(@Nullable Target target) {
    return new Rejected(target != null && target.isRemoved() ? NO_LONGER_KEPT : NO_SUCH_MESSAGE);
  }

  private @Nullable Rejection contentRefusal(String text, List<UUID> mentions) {
    Rejection refusal = Rejection.ofText(text, textBytesMax);
    return refusal == null && mentions.size() > Command.MENTIONS_MAX ? TOO_MANY_MENTIONS : refusal;
  }

  private @Nullable Rejection writeRefusal(Author author) {
    if (room.kind() != RoomKind.LOBBY && !rights.isMember(author)) {
      return NOT_A_MEMBER;
    }
    return room.isMuted(author.user()) ? MUTED : null;
  }
}
