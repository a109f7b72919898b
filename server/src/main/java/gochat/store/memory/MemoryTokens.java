package gochat.store.memory;

import gochat.account.StoredToken;
import gochat.account.TokenInfo;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The tokens of all users, in memory. Not thread-safe.
final class MemoryTokens {
  private static final Comparator<TokenInfo> LATEST_USE_FIRST =
      Comparator.comparingLong(TokenInfo::lastUsedMs)
          .thenComparingLong(TokenInfo::createdMs)
          .reversed();

  private final Map<UUID, StoredToken> byId = new LinkedHashMap<>();

  void add(StoredToken token) {
    byId.put(token.info().id(), token);
  }

  Optional<StoredToken> find(UUID id) {
    return Optional.ofNullable(byId.get(id));
  }

  Stream<StoredToken> all() {
    return byId.values().stream();
  }

  /// In the order in which they were created.
  List<TokenInfo> of(UUID user) {
    return infos(user).sorted(Comparator.comparingLong(TokenInfo::createdMs)).toList();
  }

  private Stream<TokenInfo> infos(UUID user) {
    return all().filter(token -> token.user().equals(user)).map(StoredToken::info);
  }

  /// @return the ids of the removed tokens
  List<UUID> remove(Predicate<StoredToken> condition) {
    List<UUID> removed = all().filter(condition).map(token -> token.info().id()).toList();
    byId.keySet().removeAll(removed);
    return removed;
  }

  /// Removes the user's least recently used tokens until there are at most `max`.
  ///
  /// @return their ids
  List<UUID> removeStale(UUID user, int max) {
    List<UUID> stale = infos(user).sorted(LATEST_USE_FIRST).skip(max).map(TokenInfo::id).toList();
    byId.keySet().removeAll(stale);
    return stale;
  }

  /// Neither time ever goes back.
  void touch(Collection<UUID> ids, long usedMs, long expiresMs) {
    for (UUID id : List.copyOf(ids)) {
      byId.computeIfPresent(
          id,
          (_, token) ->
              with(
                  token,
                  Math.max(token.info().lastUsedMs(), usedMs),
                  Math.max(token.info().expiresMs(), expiresMs)));
    }
  }

  /// Expires all tokens.
  void expire() {
    byId.replaceAll((_, token) -> with(token, token.info().lastUsedMs(), 0));
  }

  private static StoredToken with(StoredToken token, long usedMs, long expiresMs) {
    TokenInfo info = token.info();
    return new StoredToken(
        token.user(),
        token.hash(),
        new TokenInfo(
            info.id(), info.label(), info.address(), info.createdMs(), usedMs, expiresMs));
  }
}
