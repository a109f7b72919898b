package gochat.terminal.chat;

import java.util.List;

/// The users that a message mentions, as the server reports them.
///
/// @param self whether this user is one of them
/// @param names the names of those that are known
public record Mentions(boolean self, List<String> names) {
  static final Mentions NONE = new Mentions(false, List.of());
}
