package gochat.store.memory;

import gochat.account.Invitation;
import gochat.account.InvitationStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Invitations in memory.
final class MemoryInvitations implements InvitationStore {
  private final Map<String, Invitation> byHash = new HashMap<>();

  @Override
  public synchronized void add(Invitation invitation, String hash) {
    byHash.values().removeIf(other -> other.expiresMs() <= invitation.createdMs());
    byHash.put(hash, invitation);
  }

  @Override
  public synchronized Optional<Invitation> find(String hash) {
    return Optional.ofNullable(byHash.get(hash));
  }

  @Override
  public synchronized List<Invitation> all() {
    List<Invitation> all = new ArrayList<>(byHash.values());
    all.sort(Comparator.comparingLong(Invitation::createdMs));
    return all;
  }

  @Override
  public synchronized boolean remove(UUID id) {
    return byHash.values().removeIf(invitation -> invitation.id().equals(id));
  }

  /// Counts a use.
  ///
  /// @return whether the invitation was open
  synchronized boolean use(String hash, long nowMs) {
    Invitation found = byHash.get(hash);
    if (found == null || !found.isOpen(nowMs)) {
      return false;
    }
    byHash.put(hash, found.used());
    return true;
  }
}
