package gochat.cluster;

import gochat.bus.Bus;
import gochat.bus.Subject;
import gochat.cluster.PresenceFrame.OfUser;
import gochat.cluster.PresenceFrame.Told;
import gochat.presence.PresenceTracker;
import gochat.presence.PresenceTracker.Availability;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/// Tells the other servers of the users here, and takes over what they tell: each server knows the
/// presence of all users. A server tells changes at once, some together, and each user again within
/// 30 seconds. So a loss only delays. [#tellChanges], [#tick] and [#close] are for one thread.
final class PresenceExchange {
  /// Ticks until each user was told again. A tick is a second.
  private static final int ROUND_TICKS = 30;

  static final Subject SUBJECT = new Subject("presence");

  private final Bus bus;
  private final PresenceTracker presence;
  private final ClusterMembers members;
  private final LongSupplier nanoTime;
  private final PresenceElsewhere elsewhere;
  private final Set<UUID> changed = ConcurrentHashMap.newKeySet();

  /// The users here that were told of, in as many parts as a round has ticks.
  private final List<Set<UUID>> here =
      Stream.generate(() -> (Set<UUID>) new HashSet<UUID>()).limit(ROUND_TICKS).toList();

  /// Whether another server needs to hear of all users.
  private volatile boolean isWanted;

  /// This run of the server, as it was when the users here were told of last.
  private UUID server;

  private long number;
  private int ticks;

  /// @param nanoTime [System#nanoTime]
  /// @param clockMs Unix time
  PresenceExchange(
      Bus bus,
      PresenceTracker presence,
      ClusterMembers members,
      LongSupplier nanoTime,
      LongSupplier clockMs) {
    this.bus = bus;
    this.presence = presence;
    this.members = members;
    server = members.own();
    this.nanoTime = nanoTime;
    elsewhere = new PresenceElsewhere(presence, clockMs);
    presence.onChangedHere(changed::add);
    members.onGone(gone -> gone.forEach(elsewhere::died));
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
    List<OfUser> now = new ArrayList<>();
    for (UUID user : List.copyOf(changed)) {
      changed.remove(user);
      OfUser told = here(user);
      Set<UUID> part = here.get(Math.floorMod(user.hashCode(), ROUND_TICKS));
      if (told.presence().availability() == Availability.OFFLINE) {
        part.remove(user);
      } else {
        part.add(user);
      }
      now.add(told);
    }
    tell(now);
  }

  private OfUser here(UUID user) {
    return new OfUser(user, presence.here(user));
  }

  /// Called each second: tells of users again, and forgets what others no longer tell.
  void tick() {
    Set<UUID> part = here.get(ticks++ % ROUND_TICKS);
    boolean isAnew = !members.own().equals(server);
    server = members.own();
    // The others forget the users of the run before.
    if (isWanted || isAnew) {
      isWanted = false;
      here.forEach(this::tellAgain);
    } else {
      tellAgain(part);
    }
    elsewhere.expire(nanoTime.getAsLong());
  }

  private void tellAgain(Set<UUID> users) {
    tell(users.stream().map(this::here).toList());
  }

  private void tell(List<OfUser> users) {
    for (int from = 0; from < users.size(); from += PresenceFrame.USERS_MAX) {
      int to = Math.min(from + PresenceFrame.USERS_MAX, users.size());
      bus.publish(SUBJECT, new Told(server, ++number, users.subList(from, to)).bytes());
    }
  }

  /// Tells that this server stops.
  void close() {
    tellChanges();
    bus.publish(SUBJECT, new PresenceFrame.Ended(server, ++number).bytes());
  }
}
