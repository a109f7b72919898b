package gochat.api;

import com.google.protobuf.Message;
import gochat.account.Names;
import gochat.account.User;
import gochat.account.UserName;
import gochat.session.Online;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// Finds the users that callers refer to by id or name: accounts, guests, and connected users with
/// a name but no token. Waits for the disk, and for other servers.
final class UserFinder {
  private final Names names;
  private final Online online;

  UserFinder(Names names, Online online) {
    this.names = names;
    this.online = online;
  }

  Optional<User> find(String reference) {
    return Reference.parse(reference)
        .flatMap(wanted -> find(wanted, names::find, names::find).join());
  }

  private CompletableFuture<Optional<User>> find(
      Reference reference,
      Function<UUID, Optional<User>> byId,
      Function<UserName, Optional<User>> byName) {
    Optional<User> stored =
        switch (reference) {
          case Reference.Id(UUID id) -> byId.apply(id);
          case Reference.Name(UserName name) -> byName.apply(name);
        };
    if (stored.isPresent()) {
      return CompletableFuture.completedFuture(stored);
    }
    return switch (reference) {
      case Reference.Id(UUID id) -> online.findAnywhere(id);
      case Reference.Name(UserName name) -> online.findAnywhere(name);
    };
  }

  /// Whether the user has a name but no token; such a user ends with its connection.
  boolean isNameOnly(User user) {
    return names.find(user.id()).isEmpty();
  }

  /// The accounts and guests among users.
  List<User> known(Collection<UUID> ids) {
    return names.find(ids, List.of());
  }

  /// Calls `then` with the user, or refuses when there is no such user.
  Resolved<Message> concerning(String reference, Function<User, Resolved<Message>> then) {
    return find(reference)
        .map(then)
        .orElseGet(() -> new Resolved.Answer<>(Rejections.noSuchUser(reference)));
  }

  /// The users of a list of references.
  ///
  /// @param ids each once, in the order of the references
  /// @param unknown the references to no user, as they were given, each once
  record Found(Set<UUID> ids, Set<String> unknown) {
    static final Found NONE = new Found(Set.of(), Set.of());
  }

  /// Finds several users. An unknown one is no error, because a request must not fail when a guest
  /// has ended.
  ///
  /// @param field the field with the references
  Found findAll(String field, List<String> references, int max) {
    Arguments.atMost(field, references.size(), max);
    if (references.isEmpty()) {
      return Found.NONE;
    }
    Map<String, Optional<Reference>> wanted = new LinkedHashMap<>();
    references.forEach(reference -> wanted.computeIfAbsent(reference, Reference::parse));
    Map<UUID, User> byId = new HashMap<>();
    Map<UserName, User> byName = new HashMap<>();
    for (User user : stored(wanted.values())) {
      byId.put(user.id(), user);
      byName.put(user.name(), user);
    }
    // All are looked for before the first is waited for.
    Map<String, CompletableFuture<Optional<User>>> looked = new LinkedHashMap<>();
    wanted.forEach((text, reference) ->
        looked.put(
            text,
            reference
                .map(valid ->
                    find(
                        valid,
                        id -> Optional.ofNullable(byId.get(id)),
                        name -> Optional.ofNullable(byName.get(name))))
                .orElse(CompletableFuture.completedFuture(Optional.empty()))));
    Found found = new Found(new LinkedHashSet<>(), new LinkedHashSet<>());
    looked.forEach((text, user) ->
        user.join()
            .ifPresentOrElse(known -> found.ids.add(known.id()), () -> found.unknown.add(text)));
    return found;
  }

  private List<User> stored(Collection<Optional<Reference>> wanted) {
    List<UUID> ids = new ArrayList<>();
    List<UserName> userNames = new ArrayList<>();
    for (Reference reference : wanted.stream().flatMap(Optional::stream).toList()) {
      switch (reference) {
        case Reference.Id(UUID id) -> ids.add(id);
        case Reference.Name(UserName name) -> userNames.add(name);
      }
    }
    return names.find(ids, userNames);
  }

  /// A reference to a user in a request.
  private sealed interface Reference {
    record Id(UUID id) implements Reference {}

    record Name(UserName name) implements Reference {}

    /// Empty for text that is neither an id nor a valid name.
    static Optional<Reference> parse(String text) {
      Optional<UUID> id = Arguments.parseUuid(text);
      if (id.isPresent()) {
        return Optional.of(new Id(id.get()));
      }
      return switch (UserName.check(text)) {
        case UserName.Check.Valid(UserName name) -> Optional.of(new Name(name));
        case UserName.Check.Refused _ -> Optional.empty();
      };
    }
  }
}
