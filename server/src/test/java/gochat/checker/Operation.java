package gochat.checker;

import gochat.checker.Event.Arrived;
import gochat.checker.Event.Content;
import gochat.checker.Event.Deleted;
import gochat.checker.Event.Departed;
import gochat.checker.Event.Edited;
import gochat.checker.Event.Other;
import gochat.checker.Event.Posted;
import gochat.checker.Event.Reacted;
import gochat.checker.Event.Redacted;
import gochat.checker.Event.TopicSet;
import java.util.List;
import java.util.Set;

/// A request of a client, from the moment before it was sent to the moment after its result was
/// known. Moments come from the clock of the run: nanoseconds of a system test, ticks of a
/// simulation.
///
/// @param stream the stream or the caller that sent it, and that sends one request after the other
/// @param completedAt [#NEVER] when nothing became known
public record Operation(
    String user, String stream, Request request, long invokedAt, long completedAt, Result result) {
  public static final long NEVER = Long.MAX_VALUE;

  public sealed interface Request {
    /// Empty when it concerns none.
    String room();
  }

  /// @param messageId empty for a client of the first contract
  public record Post(String room, String messageId, String text) implements Request {}

  public record Edit(String room, long message, String text) implements Request {}

  public record Delete(String room, long message) implements Request {}

  /// Gives a reaction, or takes it back.
  public record React(String room, long message, String reaction, boolean isAdded)
      implements Request {}

  public record SetTopic(String room, String topic) implements Request {}

  /// Joins, invites, or makes a room: `member` becomes one.
  public record Enter(String room, String member) implements Request {}

  /// Leaves or kicks: `member` ceases to be one.
  public record Exit(String room, String member) implements Request {}

  public record MarkRead(String room, long seq) implements Request {}

  /// Reads a page of the room's history.
  public record ReadPage(String room) implements Request {}

  /// Any other change of a room.
  ///
  /// @param what as [Event.Other] has it
  public record Change(String room, String what) implements Request {}

  /// A message to one user that is in no log; its place is among the sender's messages to `room`.
  public record Whisper(String room, String receiver, String text) implements Request {}

  /// The user turns away from the device that asks, or back to it.
  public record SetAway(boolean isAway) implements Request {
    @Override
    public String room() {
      return "";
    }
  }

  public sealed interface Result {}

  /// It stands in the log.
  ///
  /// @param epoch [#ANY_EPOCH] when the answer does not name it
  public record Stored(long epoch, long seq) implements Result {
    public static final long ANY_EPOCH = 0;

    boolean isIn(Event event) {
      return seq == event.seq() && (epoch == ANY_EPOCH || epoch == event.epoch());
    }
  }

  /// It was done, or was so already; there is no event of it.
  public record Done() implements Result {}

  /// It was not done, and will not be.
  public record Refused(String why) implements Result {}

  /// The same, as it never left the client.
  public record NotSent(String why) implements Result {}

  public record Unknown(String why) implements Result {}

  /// Where the read marker is now.
  public record Marked(long seq) implements Result {}

  public record Page(List<Line> lines) implements Result {
    public Page {
      lines = List.copyOf(lines);
    }
  }

  /// A text as a page shows it: a message, a reaction to the message at `seq`, or a topic.
  public record Line(long seq, String text) {}

  public Operation completed(long at, Result known) {
    return new Operation(user, stream, request, invokedAt, at, known);
  }

  /// Whether it asks for an event of a log.
  public boolean isOfLog() {
    return switch (request) {
      case Post _, Edit _, Delete _, React _, SetTopic _, Enter _, Exit _, Change _ -> true;
      case MarkRead _, ReadPage _, Whisper _, SetAway _ -> false;
    };
  }

  /// The contents that its event may have, before the event is erased; none when it causes no
  /// event.
  Set<Content> effects() {
    return switch (request) {
      case Post(_, String id, String text) -> Set.of(new Posted(id, text));
      case Edit(_, long message, String text) -> Set.of(new Edited(message, text));
      case Delete(_, long message) -> Set.of(new Deleted(message));
      case React(_, long message, String reaction, boolean isAdded) ->
          Set.of(new Reacted(message, reaction, isAdded));
      case SetTopic(_, String topic) -> Set.of(new TopicSet(topic));
      case Enter(_, String member) when member.equals(user) -> Set.of(new Arrived(Set.of(member)));
      // The user who opens a conversation is in it too.
      case Enter(_, String member) ->
          Set.of(new Arrived(Set.of(member)), new Arrived(Set.of(user, member)));
      case Exit(_, String member) -> Set.of(new Departed(member));
      case Change(_, String what) -> Set.of(new Other(what));
      case MarkRead _, ReadPage _, Whisper _, SetAway _ -> Set.of();
    };
  }

  /// Whether `event`, which may be erased, may be that of this request.
  boolean mayCause(Event event) {
    boolean hasContent =
        event.content() instanceof Redacted(boolean wasTopic)
            ? (wasTopic
                ? request instanceof SetTopic
                : request instanceof Post || request instanceof Edit || request instanceof React)
            : effects().contains(event.content());
    return hasContent && event.room().equals(request.room()) && event.author().equals(user);
  }

  boolean hasFailed() {
    return result instanceof Refused || result instanceof NotSent;
  }

  public boolean isStored() {
    return result instanceof Stored;
  }

  @Override
  public String toString() {
    return "%s of %s by %s: %s".formatted(request, user, stream, result);
  }
}
