package gochat.store.memory;

import gochat.account.Privacy;
import gochat.account.PrivacyStore;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/// The privacy of users in memory.
final class MemoryPrivacy implements PrivacyStore {
  private final Map<UUID, Privacy> byUser = new HashMap<>();

  @Override
  public synchronized Optional<Privacy> find(UUID user) {
    return Optional.ofNullable(byUser.get(user));
  }

  @Override
  public synchronized Privacy change(UUID user, UnaryOperator<Privacy> change) {
    Privacy changed = change.apply(byUser.getOrDefault(user, Privacy.DEFAULT));
    byUser.put(user, changed);
    return changed;
  }

  @Override
  public synchronized void forget(UUID user) {
    byUser.remove(user);
  }

  @Override
  public synchronized void erase(UUID user) {
    forget(user);
    byUser.replaceAll((_, privacy) -> privacy.unblock(user));
  }
}
