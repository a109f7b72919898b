package gochat.terminal.chat;

import gochat.client.markup.KnownNames;
import gochat.v1.User;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;

/// The users whose names the client knows, by id.
public final class KnownUsers {
  private static final int KNOWN_MAX = 5_000;

  /// In the order of last use; the latest is last.
  private final SequencedMap<String, String> names = new LinkedHashMap<>(16, 0.75f, true);

  /// @param user from any message of the server
  public void add(User user) {
    if (user.getId().isEmpty() || user.getName().isEmpty()) {
      return;
    }
    names.put(user.getId(), user.getName());
    if (names.size() > KNOWN_MAX) {
      names.pollFirstEntry();
    }
  }

  /// The names of those users that are known.
  List<String> names(List<String> ids) {
    return ids.stream().map(names::get).filter(Objects::nonNull).toList();
  }

  /// The names that a text may mention.
  public KnownNames known() {
    return new KnownNames(names.values());
  }
}
