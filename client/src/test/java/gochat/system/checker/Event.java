package gochat.system.checker;

import java.util.Set;

/// An event at its position, as somebody saw it or as the log holds it. Users go by their names.
public record Event(String room, long epoch, long seq, String author, Content content) {
  public sealed interface Content {}

  /// @param messageId empty for clients of the first contract
  public record Posted(String messageId, String text) implements Content {}

  /// @param message the seq of the message
  public record Edited(long message, String text) implements Content {}

  public record Deleted(long message) implements Content {}

  /// Where a text was that is erased.
  public record Redacted() implements Content {}

  /// Those who become members with it.
  public record Arrived(Set<String> users) implements Content {
    public Arrived {
      users = Set.copyOf(users);
    }
  }

  public record Departed(String user) implements Content {}

  /// Anything else, told apart by what is said of it.
  public record Other(String what) implements Content {}

  public boolean isRedacted() {
    return content instanceof Redacted;
  }

  boolean hasText() {
    return content instanceof Posted || content instanceof Edited;
  }

  @Override
  public String toString() {
    return "%s/%d/%d %s by %s".formatted(room, epoch, seq, content, author);
  }
}
