package gochat.session;

import gochat.account.AccountsException;
import gochat.account.AccountsException.Reason;
import gochat.account.UserName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// The lives of servers as the store knows them, and the names that they give to streams without an
/// account: the tables `life` and `claim` of the store on PostgreSQL, by hand.
final class Lives {
  private record Claim(UUID life, UUID holder) {}

  private final Set<UUID> dead = new HashSet<>();

  /// By life, the number of its connections for turns.
  private final Map<UUID, Long> connections = new HashMap<>();

  private final Map<UserName, Claim> claims = new HashMap<>();

  /// Others have found this life dead: it records no more, and its names are free.
  void end(UUID life) {
    dead.add(life);
    claims.values().removeIf(claim -> claim.life.equals(life));
  }

  boolean isDead(UUID life) {
    return dead.contains(life);
  }

  /// A life opens a connection for turns: turns of the one before are refused from now on.
  long connect(UUID life) {
    return connections.merge(life, 1L, Long::sum);
  }

  boolean isNewest(UUID life, long connection) {
    return connections.getOrDefault(life, 0L) == connection;
  }

  /// @return whether no other life has the name
  /// @throws AccountsException when this life was found dead
  boolean take(UserName name, UUID life, UUID holder) {
    if (isDead(life)) {
      throw new AccountsException("take", new IllegalStateException("dead"), Reason.UNKNOWN);
    }
    Claim claim = claims.get(name);
    boolean isFree = claim == null || claim.life.equals(life);
    if (isFree) {
      claims.put(name, new Claim(life, holder));
    }
    return isFree;
  }

  void release(UserName name, UUID holder) {
    claims.computeIfPresent(name, (_, claim) -> claim.holder.equals(holder) ? null : claim);
  }
}
