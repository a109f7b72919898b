package gochat.cluster;

import gochat.bus.Bus;
import gochat.bus.Subject;
import gochat.cluster.PresenceFrame.OfUser;
import gochat.cluster.PresenceFrame.Told;
import gochat.presence.PresenceTracker;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/// Tells the other servers of the users here, and takes over what they tell: each server knows the
/// presence of all users. A server tells changes at once, some together, and each user again within
/// 30 seconds. So a loss only delays. [#tellChanges], [#tick] and [#close] are for one thread.
final class PresenceExchange {
  /// Ticks until each user was told again. A tick is a second.
  private static final int ROUND_TICKS = 30;

  static final Subject SUBJECT = new Subject("presence");

  private final Bus bus;
  private final PresenceTracker presence;
  private final LongSupplier nanoTime;
  private final PresenceElsewhere elsewhere;
  private final UUID server = UUID.randomUUID();
  private final Set<UUID> changed = ConcurrentHashMap.newKeySet();

  /// Whether another server needs to hear of all users.
  private volatile boolean isWanted;

  private long number;
  private int ticks;

  /// @param nanoTime [System#nanoTime]
  /// @param clockMs Unix time
  PresenceExchange(Bus bus, PresenceTracker presence, LongSupplier nanoTime, LongSupplier clockMs) {
    this.bus = bus;
    this.presence = presence;
    this.nanoTime = nanoTime;
    elsewhere = new PresenceElsewhere(presence, clockMs);
    presence.onChangedHere(changed::add);
    bus.onInterrupted(this::compare);
    var _ = bus.subscribe(SUBJECT, (message, _) -> receive(message)).confirmed().thenRun(this::ask);
  }

  private void receive(byte[] message) {
    PresenceFrame.parse(message)
        .ifPresent(frame -> {
          switch (frame) {
            case Told told -> elsewhere.told(told, nanoTime.getAsLong());
            case PresenceFrame.Wanted() -> isWanted = true;
            case PresenceFrame.Ended ended -> elsewhere.ended(ended, nanoTime.getAsLong());
          }
        });
  }

  private void ask() {
    bus.publish(SUBJECT, new PresenceFrame.Wanted().bytes());
  }

  /// Messages of both directions may have been lost.
  private void compare() {
    isWanted = true;
    ask();
  }

  /// Tells of the users whose presence here has changed since the last call.
  void tellChanges() {
    List<UUID> users = List.copyOf(changed);
    users.forEach(changed::remove);
    tell(users);
  }

  /// Called each second: tells of users again, and forgets what others no longer tell.
  void tick() {
    int slice = ticks++ % ROUND_TICKS;
    boolean isForAll = isWanted;
    isWanted = false;
    tell(
        presence.usersHere().stream()
            .filter(user -> isForAll || Math.floorMod(user.hashCode(), ROUND_TICKS) == slice)
            .toList());
    elsewhere.expire(nanoTime.getAsLong());
  }

  private void tell(Collection<UUID> users) {
    List<OfUser> part = new ArrayList<>();
    for (UUID user : users) {
      part.add(new OfUser(user, presence.here(user)));
      if (part.size() == PresenceFrame.USERS_MAX) {
        publish(part);
        part = new ArrayList<>();
      }
    }
    if (!part.isEmpty()) {
      publish(part);
    }
  }

  private void publish(List<OfUser> users) {
    bus.publish(SUBJECT, new Told(server, ++number, users).bytes());
  }

  /// Tells that this server stops.
  void close() {
    tellChanges();
    bus.publish(SUBJECT, new PresenceFrame.Ended(server, ++number).bytes());
  }
}
