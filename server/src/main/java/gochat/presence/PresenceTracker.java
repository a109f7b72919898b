package gochat.presence;

import gochat.limit.QueueLimit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The presence of users over all their devices, and the watchers of it. A device is connected to
/// this server, or to another one, of which this is told. Thread-safe; never blocks for long.
///
/// Only watchers of a user are notified: in a room of thousands, the cost of a change is the number
/// of users who have that user on their screen.
public final class PresenceTracker {
  /// The number of offline users whose last-seen time is kept.
  private static final int GONE_MAX = QueueLimit.GONE_USERS.standardInt();

  /// A user has the first of these that any device has.
  public enum Availability {
    ONLINE,
    /// Connected, but away from all devices.
    AWAY,
    OFFLINE
  }

  /// @param lastSeenMs the time at which the last device disconnected, in Unix time; null while one
  ///   is connected, or if it is not known
  public record Presence(Availability availability, @Nullable Long lastSeenMs) {
    static final Presence UNKNOWN = new Presence(Availability.OFFLINE, null);

    /// The presence of a user with the devices of both.
    public Presence and(Presence other) {
      int order = availability.compareTo(other.availability);
      if (order != 0) {
        return order < 0 ? this : other;
      }
      return other.lastSeenMs == null || (lastSeenMs != null && lastSeenMs >= other.lastSeenMs)
          ? this
          : other;
    }
  }

  /// Receives the changes of a user's presence. Called by any thread; must not block.
  @FunctionalInterface
  public interface Watcher {
    void changed(UUID user, Presence presence);
  }

  /// A stream of a user.
  private static final class Device {
    final UUID stream;
    final UUID token;
    boolean isAway;

    Device(UUID stream, UUID token) {
      this.stream = stream;
      this.token = token;
    }
  }

  private final LongSupplier clockMs;
  private volatile Consumer<UUID> changedHere = _ -> {};

  // Guarded by this.
  private final Map<UUID, List<Device>> devices = new HashMap<>();

  /// The presence of users at other servers, without those who are offline there.
  private final Map<UUID, Presence> elsewhere = new HashMap<>();

  private final Map<UUID, Set<Watcher>> watchers = new HashMap<>();
  private final Map<Watcher, Set<UUID>> watched = new HashMap<>();
  private final Map<UUID, Long> gone =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Long> eldest) {
          return size() > GONE_MAX;
        }
      };

  /// @param clockMs Unix time
  public PresenceTracker(LongSupplier clockMs) {
    this.clockMs = clockMs;
  }

  /// Calls `listener` with each user whose presence at this server changes, on any thread; it must
  /// not wait.
  public void onChangedHere(Consumer<UUID> listener) {
    changedHere = listener;
  }

  /// Records that a stream of `user` has opened.
  ///
  /// @param stream its id
  /// @param token the id of its token
  public synchronized void arrive(UUID user, UUID stream, UUID token) {
    changeHere(
        user,
        () ->
            // Nearly every user has one stream.
            devices.computeIfAbsent(user, _ -> new ArrayList<>(1)).add(new Device(stream, token)));
  }

  /// Records that the stream has closed.
  public synchronized void leave(UUID user, UUID stream) {
    changeHere(
        user,
        () -> {
          List<Device> here = devices.get(user);
          if (here != null
              && here.removeIf(device -> device.stream.equals(stream))
              && here.isEmpty()) {
            devices.remove(user);
            lastSeen(user, clockMs.getAsLong());
          }
        });
  }

  /// Sets whether the user is away from the device with this `token`.
  public synchronized void setAway(UUID user, UUID token, boolean isAway) {
    changeHere(
        user,
        () -> {
          for (Device device : devices.getOrDefault(user, List.of())) {
            if (device.token.equals(token)) {
              device.isAway = isAway;
            }
          }
        });
  }

  /// Sets the presence of `user` at other servers.
  ///
  /// @param there with the time at which the last device there disconnected, if it is known
  public synchronized void setElsewhere(UUID user, Presence there) {
    change(
        user,
        () -> {
          if (there.availability != Availability.OFFLINE) {
            elsewhere.put(user, there);
            return;
          }
          elsewhere.remove(user);
          if (there.lastSeenMs != null) {
            lastSeen(user, Math.max(there.lastSeenMs, gone.getOrDefault(user, 0L)));
          }
        });
  }

  private void lastSeen(UUID user, long atMs) {
    // Remove it first, so that it becomes the newest.
    gone.remove(user);
    gone.put(user, atMs);
  }

  public synchronized Presence presence(UUID user) {
    return here(user).and(elsewhere.getOrDefault(user, Presence.UNKNOWN));
  }

  /// The presence of a user with the devices of this server alone.
  public synchronized Presence here(UUID user) {
    List<Device> here = devices.get(user);
    if (here == null) {
      return new Presence(Availability.OFFLINE, gone.get(user));
    }
    boolean isAway = here.stream().allMatch(device -> device.isAway);
    return new Presence(isAway ? Availability.AWAY : Availability.ONLINE, null);
  }

  /// Notifies `watcher` of the presence of `users` and of its changes; replaces its previous users.
  public synchronized void watch(Watcher watcher, Set<UUID> users) {
    Set<UUID> before = watched.getOrDefault(watcher, Set.of());
    unwatch(watcher);
    if (users.isEmpty()) {
      return;
    }
    watched.put(watcher, Set.copyOf(users));
    for (UUID user : users) {
      watchers.computeIfAbsent(user, _ -> new LinkedHashSet<>()).add(watcher);
      if (!before.contains(user)) {
        watcher.changed(user, presence(user));
      }
    }
  }

  public synchronized void unwatch(Watcher watcher) {
    Set<UUID> users = watched.remove(watcher);
    if (users == null) {
      return;
    }
    for (UUID user : users) {
      watchers.computeIfPresent(
          user,
          (_, left) -> {
            left.remove(watcher);
            return left.isEmpty() ? null : left;
          });
    }
  }

  private void changeHere(UUID user, Runnable change) {
    Presence before = here(user);
    change(user, change);
    if (!here(user).equals(before)) {
      changedHere.accept(user);
    }
  }

  /// Makes a change of the devices of `user`, and tells the watchers.
  private void change(UUID user, Runnable change) {
    Presence before = presence(user);
    change.run();
    Presence now = presence(user);
    if (!now.equals(before)) {
      watchers.getOrDefault(user, Set.of()).forEach(watcher -> watcher.changed(user, now));
    }
  }
}
