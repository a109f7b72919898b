package gochat.terminal.chat;

import java.util.List;

/// Whom a message mentions, as the server says.
///
/// @param self whether the user is one of them
/// @param names of those who are known
public record Mentions(boolean self, List<String> names) {
  static final Mentions NOBODY = new Mentions(false, List.of());
}
