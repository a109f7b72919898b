package gochat.api;

import com.google.protobuf.Message;
import gochat.account.Names;
import gochat.account.User;
import gochat.account.UserName;
import gochat.session.Online;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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
    return find(reference, names::find, names::find);
  }

  private Optional<User> find(
      String reference,
      Function<UUID, Optional<User>> byId,
      Function<UserName, Optional<User>> byName) {
    Optional<UUID> id = Arguments.parseUuid(reference);
    return id.isPresent()
        ? byId.apply(id.get()).or(() -> online.find(id.get()))
        : name(reference).flatMap(name -> byName.apply(name).or(() -> online.find(name)));
  }

  private static Optional<UserName> name(String reference) {
    return switch (UserName.check(reference)) {
      case UserName.Check.Valid(UserName name) -> Optional.of(name);
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
    if (references.isEmpty()) {
      return Set.of();
    }
    Map<UUID, User> byId = new HashMap<>();
    Map<UserName, User> byName = new HashMap<>();
    for (User user : stored(references)) {
      byId.put(user.id(), user);
      byName.put(user.name(), user);
    }
    Set<UUID> known = new LinkedHashSet<>();
    for (String reference : references) {
      find(
              reference,
              id -> Optional.ofNullable(byId.get(id)),
              name -> Optional.ofNullable(byName.get(name)))
          .ifPresent(user -> known.add(user.id()));
    }
    return known;
  }

  private List<User> stored(List<String> references) {
    List<UUID> ids = new ArrayList<>();
    List<UserName> wanted = new ArrayList<>();
    for (String reference : references) {
      Arguments.parseUuid(reference)
          .ifPresentOrElse(ids::add, () -> name(reference).ifPresent(wanted::add));
    }
    return names.find(ids, wanted);
  }
}
