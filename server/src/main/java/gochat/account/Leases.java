package gochat.account;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// The open leases of each token. Safe for all threads; nothing waits.
final class Leases {
  private final Map<UUID, Set<Lease>> byToken = new HashMap<>();

  synchronized void add(Lease lease) {
    byToken.computeIfAbsent(lease.tokenId(), _ -> new HashSet<>()).add(lease);
  }

  synchronized void remove(Lease lease) {
    byToken.computeIfPresent(
        lease.tokenId(),
        (_, open) -> {
          open.remove(lease);
          return open.isEmpty() ? null : open;
        });
  }

  synchronized boolean isOpen(UUID tokenId) {
    return byToken.containsKey(tokenId);
  }

  /// The tokens that have an open lease.
  synchronized List<UUID> tokens() {
    return List.copyOf(byToken.keySet());
  }

  /// The guest of a token has become an account, which the token is for now.
  void change(UUID tokenId, User account) {
    Collection<Lease> open;
    synchronized (this) {
      open = List.copyOf(byToken.getOrDefault(tokenId, Set.of()));
    }
    open.forEach(lease -> lease.change(account));
  }

  /// An account has another kind.
  void change(User account) {
    Collection<Lease> open;
    synchronized (this) {
      open =
          byToken.values().stream()
              .flatMap(Set::stream)
              .filter(lease -> lease.userId().equals(account.id()))
              .toList();
    }
    open.forEach(lease -> lease.change(account));
  }

  /// Ends all leases of a token.
  void end(UUID tokenId) {
    Collection<Lease> open;
    synchronized (this) {
      open = byToken.remove(tokenId);
    }
    if (open != null) {
      open.forEach(Lease::end);
    }
  }
}
