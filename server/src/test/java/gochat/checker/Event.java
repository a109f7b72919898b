package gochat.checker;

import java.util.Set;

/// An event at its position, as a client got it or as the log holds it. Users are known by name.
public record Event(String room, long epoch, long seq, String author, Content content) {
  public sealed interface Content {}

  /// @param messageId empty for clients of the first contract
  public record Posted(String messageId, String text) implements Content {}

  /// @param message the seq of the message
  public record Edited(long message, String text) implements Content {}

  public record Deleted(long message) implements Content {}

  /// A reaction to the message at `message`, given or taken back.
  public record Reacted(long message, String reaction, boolean isAdded) implements Content {}

  public record TopicSet(String topic) implements Content {}

  /// Where a text was that is erased.
  ///
  /// @param wasTopic whether it was the room's topic
  public record Redacted(boolean wasTopic) implements Content {}

  /// Users who become members with it.
  public record Arrived(Set<String> users) implements Content {
    public Arrived {
      users = Set.copyOf(users);
    }
  }

  public record Departed(String user) implements Content {}

  /// Any other change of a room.
  ///
  /// @param what differs from that of other changes
  public record Other(String what) implements Content {}

  public boolean isRedacted() {
    return content instanceof Redacted;
  }

  /// Whether it sets the room's topic, or did before that was erased.
  boolean isOfTopic() {
    return content instanceof TopicSet
        || (content instanceof Redacted(boolean wasTopic) && wasTopic);
  }

  /// The seq of the message to which the text that this carries belongs, 0 when it is of none.
  long message() {
    return switch (content) {
      case Posted _ -> seq;
      case Edited(long message, _) -> message;
      case Reacted(long message, _, _) -> message;
      case TopicSet _, Deleted _, Redacted _, Arrived _, Departed _, Other _ -> 0;
    };
  }

  /// Whether `other` is this event without its text, which was erased.
  boolean isErasedTo(Event other) {
    return author.equals(other.author)
        && other.content instanceof Redacted(boolean wasTopic)
        && (wasTopic ? content instanceof TopicSet : message() != 0);
  }

  @Override
  public String toString() {
    return "%s/%d/%d %s by %s".formatted(room, epoch, seq, content, author);
  }
}
