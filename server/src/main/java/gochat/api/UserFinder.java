package gochat.api;

import com.google.protobuf.Message;
import gochat.account.Names;
import gochat.account.User;
import gochat.account.UserName;
import gochat.session.Online;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/// Finds the users that callers refer to by id or name: accounts, guests, and connected users with
/// a name but no token. Waits for the disk.
final class UserFinder {
  private final Names names;
  private final Online online;

  UserFinder(Names names, Online online) {
    this.names = names;
    this.online = online;
  }

  Optional<User> find(String reference) {
    Optional<UUID> id = Arguments.parseUuid(reference);
    return id.isPresent() ? find(id.get()) : findByName(reference);
  }

  private Optional<User> find(UUID id) {
    return names.find(id).or(() -> online.find(id));
  }

  private Optional<User> findByName(String reference) {
    return switch (UserName.check(reference)) {
      case UserName.Check.Valid(UserName name) -> names.find(name).or(() -> online.find(name));
      case UserName.Check.Refused _ -> Optional.empty();
    };
  }

  /// Whether the user has a name but no token; such a user ends with its connection.
  boolean isNameOnly(User user) {
    return names.find(user.id()).isEmpty();
  }

  /// Calls `then` with the user, or refuses when there is no such user.
  Resolved<Message> concerning(String reference, Function<User, Resolved<Message>> then) {
    return find(reference)
        .map(then)
        .orElseGet(() -> new Resolved.Answer<>(Rejections.noSuchUser(reference)));
  }

  /// The ids of the known users among `references`. Unknown users are left out, because a request
  /// must not fail when a guest has ended.
  ///
  /// @param field the field with the references
  Set<UUID> known(String field, List<String> references, int max) {
    Arguments.atMost(field, references.size(), max);
    Set<UUID> known = new LinkedHashSet<>();
    for (String reference : references) {
      find(reference).map(User::id).ifPresent(known::add);
    }
    return known;
  }
}
